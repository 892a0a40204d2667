"""News-like sentences for the sentence sentiment head: (label, valence from -1 to 1, text). Written for this project."""

SENTENCES = [
    ("neutral", 0.0, "The case returns to court on Monday."),
    ("neutral", 0.0, "The accused will next appear on 21 November."),
    ("neutral", 0.0, "Prosecutors are expected to open their case on Wednesday."),
    ("neutral", 0.0, "A sentencing hearing is listed for the second week of April."),
    ("neutral", 0.0, "The application was stood over to February."),
    ("neutral", 0.0, "The magistrate ordered a report on the applicant's finances."),
    ("neutral", 0.0, "The proceedings were moved from Leeds to York."),
    ("neutral", 0.0, "The inquiry has called 64 witnesses so far."),
    ("neutral", 0.0, "Judge Ellen Ward will hear the matter."),
    ("neutral", 0.0, "The tribunal sat for two days."),
    ("neutral", 0.0, "The solicitor asked for more time to prepare."),
    ("neutral", 0.0, "The committee stage of the bill begins tomorrow."),
    ("neutral", 0.0, "Senators voted 51 to 49 along party lines."),
    ("neutral", 0.0, "The motion was carried by a show of hands."),
    ("neutral", 0.0, "The house adjourned at ten in the evening."),
    ("neutral", 0.0, "Polling stations open at seven."),
    ("neutral", 0.0, "The electorate will choose 120 members."),
    ("neutral", 0.0, "Ministers meet again in Vienna in June."),
    ("neutral", 0.0, "The treaty has been signed by 17 states."),
    ("neutral", 0.0, "The foreign secretary flew to Tokyo on Tuesday."),
    ("neutral", 0.0, "A by-election will be held in the autumn."),
    ("neutral", 0.0, "The cabinet discussed the proposal on Thursday."),
    ("neutral", 0.0, "The prime minister's office released the text of the letter."),
    ("neutral", 0.0, "The department has invited tenders for the road."),
    ("neutral", 0.0, "The president appointed a new ambassador to Peru."),
    ("neutral", 0.0, "Maria Lopez has been named head of the statistics office."),
    ("neutral", 0.0, "The post has been vacant since July."),
    ("neutral", 0.0, "He takes over from Tom Reid on 1 September."),
    ("neutral", 0.0, "The board elected a chairman from among its members."),
    ("neutral", 0.0, "She will combine the role with her seat on the council."),
    ("neutral", 0.0, "The group reported revenue of 3.1 billion, in line with forecasts."),
    ("neutral", 0.0, "The company employs 800 people at two plants."),
    ("neutral", 0.0, "The index closed at 7,412 points."),
    ("neutral", 0.0, "The currency was steady against the dollar."),
    ("neutral", 0.0, "The bank expects growth of between 1 and 2 per cent."),
    ("neutral", 0.0, "Consumer prices rose 2 per cent over the year, as analysts had expected."),
    ("neutral", 0.0, "The shares go ex-dividend on Friday."),
    ("neutral", 0.0, "The merger needs the approval of regulators in three countries."),
    ("neutral", 0.0, "The retailer will change its opening hours in May."),
    ("neutral", 0.0, "Deliveries of the model start next quarter."),
    ("neutral", 0.0, "Canola for May delivery was quoted at 690 a tonne."),
    ("neutral", 0.0, "About 4,300 head were yarded at the weekly sale."),
    ("neutral", 0.0, "Growers will start sowing after Easter."),
    ("neutral", 0.0, "Harvest is under way in the south of the state."),
    ("neutral", 0.0, "The abattoir processes 900 cattle a day."),
    ("neutral", 0.0, "The trial plots are on a farm near the river."),
    ("neutral", 0.0, "The shire covers 5,000 square kilometres."),
    ("neutral", 0.0, "The mill takes grain from four districts."),
    ("neutral", 0.0, "The co-operative has 230 members."),
    ("neutral", 0.0, "The levy is collected at the point of sale."),
    ("neutral", 0.0, "The tournament starts on Saturday week."),
    ("neutral", 0.0, "The second leg is in Porto."),
    ("neutral", 0.0, "The fixture has been moved to Sunday evening."),
    ("neutral", 0.0, "The coach will choose between two keepers."),
    ("neutral", 0.0, "He replaced the winger in the 70th minute."),
    ("neutral", 0.0, "They drew 2-2 in the first meeting this season."),
    ("neutral", 0.0, "The players return to training on 4 July."),
    ("neutral", 0.0, "The team will wear its away kit."),
    ("neutral", 0.0, "Stage nine is 181 kilometres long."),
    ("neutral", 0.0, "The club has 14 overseas players on its books."),
    ("neutral", 0.0, "The series has ten parts."),
    ("neutral", 0.0, "The album has eleven tracks."),
    ("neutral", 0.0, "Filming begins in Malta in the new year."),
    ("neutral", 0.0, "The concert will be broadcast live on radio."),
    ("neutral", 0.0, "The novel is set in a port in the 1930s."),
    ("neutral", 0.0, "The show is hosted by two former teachers."),
    ("neutral", 0.0, "He plays the older of two brothers."),
    ("neutral", 0.0, "The gallery holds 600 drawings."),
    ("neutral", 0.0, "The documentary will be shown in two parts."),
    ("neutral", 0.0, "Tickets go on sale at noon."),
    ("neutral", 0.0, "The couple have three children."),
    ("neutral", 0.0, "She shared a photograph of the house on Instagram."),
    ("neutral", 0.0, "He was speaking on a podcast recorded last week."),
    ("neutral", 0.0, "They live in a town an hour from the capital."),
    ("neutral", 0.0, "She wore a green dress to the premiere."),
    ("neutral", 0.0, "The actress said she had dyed her hair for the part."),
    ("neutral", 0.0, "He said that he reads the script twice before rehearsals."),
    ("neutral", 0.0, "The twins start school in September."),
    ("neutral", 0.0, "He has been with the company since 2009."),
    ("neutral", 0.0, "The pair met at college."),
    ("neutral", 0.0, "It will be mostly dry with some cloud."),
    ("neutral", 0.0, "Temperatures of about 15 degrees are forecast."),
    ("neutral", 0.0, "The storage stands at 63 per cent."),
    ("neutral", 0.0, "Snow usually falls above 1,500 metres."),
    ("neutral", 0.0, "High tide is at 5.20 a.m."),
    ("neutral", 0.0, "The telescope weighs 12 tonnes."),
    ("neutral", 0.0, "The researchers measured the height of 3,000 trees."),
    ("neutral", 0.0, "The sample was taken from the lake bed."),
    ("neutral", 0.0, "The paper appeared in a journal of geology."),
    ("neutral", 0.0, "The probe will reach the planet in 2029."),
    ("neutral", 0.0, "The school has 540 pupils."),
    ("neutral", 0.0, "Term begins on the last Monday of August."),
    ("neutral", 0.0, "The course lasts two years."),
    ("neutral", 0.0, "Students may choose between Latin and Greek."),
    ("neutral", 0.0, "The university has campuses in four towns."),
    ("neutral", 0.0, "The line has 22 stations."),
    ("neutral", 0.0, "Trains run every quarter of an hour."),
    ("neutral", 0.0, "The ferry takes cars and bicycles."),
    ("neutral", 0.0, "The motorway has three lanes in each direction."),
    ("neutral", 0.0, "The bridge is painted every six years."),
    ("neutral", 0.0, "A council spokesman said the work would take about a month."),
    ("neutral", 0.0, "The police have asked drivers to use the ring road during the march."),
    ("neutral", 0.0, "Officers are speaking to the owner of the car."),
    ("neutral", 0.0, "A spokesman declined to comment on the report."),
    ("neutral", 0.0, "The agency said that it had received the complaint."),
    ("neutral", 0.0, "The statement was posted on the company's website."),
    ("neutral", 0.0, "The interview was published on Monday."),
    ("neutral", 0.0, "Journalists were given a copy of the speech."),
    ("neutral", 0.0, "The paper has a circulation of 40,000."),
    ("neutral", 0.0, "The message had been viewed 1,200 times by noon."),
    ("neutral", 0.0, "\"The committee will write to both parties,\" she said."),
    ("neutral", 0.0, "\"We expect to have a decision by the end of the month,\" he said."),
    ("neutral", 0.0, "\"It's a three-hour drive,\" said the farmer."),
    ("neutral", 0.0, "\"I read the contract on the train,\" the witness said."),
    ("neutral", 0.0, "''I'll be at the desk until six,'' he wrote."),
    ("neutral", 0.0, "''We're in the studio this week,'' the singer said."),
    ("neutral", 0.0, "\"There is one more round of talks,\" the negotiator said."),
    ("neutral", 0.0, "Asked about the date, he said: \"Probably May.\""),
    ("neutral", 0.0, "\"I don't have a view on that,\" the senator said."),
    ("neutral", 0.0, "\"My father drove a truck and my mother kept the books,\" he said."),
    ("neutral", 0.0, "The plan does not cover the islands."),
    ("neutral", 0.0, "No date has been given for the release."),
    ("neutral", 0.0, "The minister did not say which of the sites had been chosen."),
    ("neutral", 0.0, "The rule does not affect people who already hold a licence."),
    ("neutral", 0.0, "It is not known how many people will attend."),
    ("neutral", 0.0, "The two leaders did not meet in private."),
    ("neutral", 0.0, "The film has no connection with the book of the same name."),
    ("neutral", 0.0, "Neither side commented on the talks."),
    ("neutral", 0.0, "The offer is not binding."),
    ("neutral", 0.0, "She was not in the country at the time."),
    ("neutral", 0.0, "While the first report was written in English, the second is in French."),
    ("neutral", 0.0, "The old rule was for members only, but guests may now vote by proxy."),
    ("neutral", 0.0, "One study found an effect; another did not."),
    ("neutral", 0.0, "The council owns the land, but a trust runs the park."),
    ("neutral", 0.0, "Sales rose in the east and fell in the west."),
    ("neutral", 0.0, "The two towns are the same size, although one has more schools."),
    ("neutral", 0.0, "The census counts people where they sleep on the night."),
    ("neutral", 0.0, "The form asks for name, date of birth and address."),
    ("neutral", 0.0, "A third of those asked said they did not know."),
    ("neutral", 0.0, "The word comes from the Norse for \"bay\"."),
    ("neutral", 0.0, "The anniversary falls on a Tuesday."),
    ("neutral", 0.0, "The building was a warehouse until 1974."),
    ("neutral", 0.0, "The statue was moved to make way for the tram."),
    ("neutral", 0.0, "The ceremony will begin with a minute's silence."),
    ("neutral", 0.0, "The mayor will lay the foundation stone on Friday."),
    ("neutral", 0.0, "The procession follows the river to the square."),
    ("neutral", 0.0, "The recipe calls for two eggs and a cup of flour."),
    ("neutral", 0.0, "The menu changes on the first of the month."),
    ("neutral", 0.0, "The hotel is a ten-minute walk from the beach."),
    ("neutral", 0.0, "The tour includes a visit to the harbour."),
    ("neutral", 0.0, "The walk takes about four hours."),
    ("neutral", 0.0, "The patients were divided into two groups."),
    ("neutral", 0.0, "The drug is given once a week."),
    ("neutral", 0.0, "The hospital has 310 beds."),
    ("neutral", 0.0, "The clinic is open on weekday mornings."),
    ("neutral", 0.0, "The nurse takes each visitor's temperature at the door."),
    ("neutral", 0.0, "The second dose is given after four weeks."),
    ("neutral", 0.0, "The bill now goes to the upper house."),
    ("neutral", 0.0, "The new notes will be issued in spring."),
    ("neutral", 0.0, "The embassy is in the old quarter."),
    ("neutral", 0.0, "The general will give evidence in private."),
    ("neutral", 0.0, "The convoy left the base at dawn."),
    ("neutral", 0.0, "The exercise involves 2,000 troops from six countries."),
    ("neutral", 0.0, "The ship is due in port on Sunday."),
    ("neutral", 0.0, "Soldiers will march past the palace."),
    ("neutral", 0.0, "The two armies use the same radio system."),
    ("neutral", 0.0, "Negotiators broke for lunch at one."),
    ("negative", -0.9, "Three children were killed when a wall fell on them."),
    ("negative", -0.9, "The death toll has risen to 118."),
    ("negative", -0.8, "She died in hospital on Friday after a short illness."),
    ("negative", -0.8, "He was found dead at his flat."),
    ("negative", -0.8, "The veteran broadcaster has died aged 84."),
    ("negative", -0.8, "His mother was among those who drowned."),
    ("negative", -0.9, "Gunmen opened fire on a wedding party."),
    ("negative", -0.9, "A bomb tore through the market at its busiest hour."),
    ("negative", -0.7, "Eleven hikers were injured by falling rocks."),
    ("negative", -0.7, "A cyclist is fighting for his life after being hit by a lorry."),
    ("negative", -0.7, "The baby was born far too early and did not survive."),
    ("negative", -0.8, "The couple have suffered a second miscarriage."),
    ("negative", -0.7, "Doctors told him that the leukaemia was back."),
    ("negative", -0.6, "She collapsed at home and needed surgery overnight."),
    ("negative", -0.6, "He has been in a coma since the accident."),
    ("negative", -0.6, "The actor revealed that he is going blind."),
    ("negative", -0.6, "The family lost their home in the blaze."),
    ("negative", -0.6, "Hundreds of cattle died of thirst."),
    ("negative", -0.6, "The drought has driven three graziers off their land."),
    ("negative", -0.5, "Frost destroyed half the grape harvest."),
    ("negative", -0.5, "The mill will shut next month, putting 90 people out of work."),
    ("negative", -0.5, "Her car was stolen while she was visiting her sick father."),
    ("negative", -0.6, "Pensioners were tricked out of their savings."),
    ("negative", -0.5, "The team bus was attacked with stones."),
    ("negative", -0.5, "The sprinter tore a hamstring ten metres from the line."),
    ("negative", -0.5, "They have been knocked out in the first round again."),
    ("negative", -0.6, "The side was thrashed 7-0 at home."),
    ("negative", -0.5, "The coach was dismissed after a run of heavy defeats."),
    ("negative", -0.5, "The goalkeeper's blunder cost them the title."),
    ("negative", -0.6, "The rider was stripped of his medal for cheating."),
    ("negative", -0.5, "The singer was booed off the stage."),
    ("negative", -0.5, "Poor ticket sales have forced the band to cancel its tour."),
    ("negative", -0.5, "The pair have split after eleven years of marriage."),
    ("negative", -0.6, "He broke down in tears as he spoke of his brother's murder."),
    ("negative", -0.7, "A father of four was stabbed outside his home."),
    ("negative", -0.7, "She was attacked on her way to work."),
    ("negative", -0.8, "He was convicted of raping two women."),
    ("negative", -0.6, "The priest has been charged with abusing altar boys."),
    ("negative", -0.5, "The mayor was arrested on suspicion of bribery."),
    ("negative", -0.5, "The firm pleaded guilty to poisoning the river."),
    ("negative", -0.6, "The former minister was jailed for fraud."),
    ("negative", -0.6, "An officer is accused of beating a handcuffed man."),
    ("negative", -0.5, "The regulator fined the bank for misleading widows."),
    ("negative", -0.5, "The report found a culture of bullying and fear."),
    ("negative", -0.5, "The inquiry said that lives had been lost through sheer neglect."),
    ("negative", -0.5, "Inspectors found mice in the kitchen and mould in the wards."),
    ("negative", -0.5, "Shares plunged 22 per cent after the profit warning."),
    ("negative", -0.5, "The builder has collapsed with debts of 400 million."),
    ("negative", -0.4, "The company slipped into the red."),
    ("negative", -0.4, "Unemployment rose for the fifth month in a row."),
    ("negative", -0.4, "Orders are drying up and morale is low."),
    ("negative", -0.5, "Thousands of shop workers will lose their jobs before Christmas."),
    ("negative", -0.4, "Milk prices have fallen below the cost of production."),
    ("negative", -0.4, "Mortgage payments are crippling young families."),
    ("negative", -0.5, "The strike has left rubbish rotting in the streets."),
    ("negative", -0.5, "The cyclone ripped the roofs off 200 houses."),
    ("negative", -0.6, "Flood water poured into the nursing home at night."),
    ("negative", -0.6, "Rescuers found no one alive."),
    ("negative", -0.6, "Refugees are freezing in makeshift tents."),
    ("negative", -0.6, "Aid has run out and children are starving."),
    ("negative", -0.6, "The shelling did not stop even for the funeral."),
    ("negative", -0.5, "The ceasefire was broken within hours."),
    ("negative", -0.5, "The talks collapsed in anger."),
    ("negative", -0.4, "The minister lied to the house, the opposition said."),
    ("negative", -0.4, "Critics say the scheme is unfair and unworkable."),
    ("negative", -0.5, "Campaigners called the ruling a black day for free speech."),
    ("negative", -0.4, "Commuters fumed as the last train was cancelled."),
    ("negative", -0.4, "The new stadium is a costly white elephant."),
    ("negative", -0.4, "The remake is limp and joyless."),
    ("negative", -0.5, "It is the worst play I have seen in years."),
    ("negative", -0.4, "The food was cold and the bill was outrageous."),
    ("negative", -0.4, "The phone overheats and the battery dies by lunch."),
    ("negative", -0.4, "The speech was rambling and full of errors."),
    ("negative", -0.4, "The editor apologised for the hurtful headline."),
    ("negative", -0.5, "\"I am ashamed of what was done in our name,\" the bishop said."),
    ("negative", -0.6, "\"We have nothing left,\" the farmer said, close to tears."),
    ("negative", -0.6, "\"He was taken from us far too soon,\" her cousin wrote."),
    ("negative", -0.5, "\"They treated us like criminals,\" one passenger said."),
    ("negative", -0.5, "\"I was scared for my children,\" the mother told police."),
    ("negative", -0.5, "''No mother should have to bury her child,'' she said."),
    ("negative", -0.7, "''We are broken,'' he wrote under the picture."),
    ("negative", -0.5, "''I feel let down by people I trusted,'' the swimmer said."),
    ("negative", -0.5, "\"It was chaos, and no one told us anything,\" a witness said."),
    ("negative", -0.4, "\"This is not good enough,\" the union leader said."),
    ("negative", -0.5, "\"You should hang your head in shame,\" the judge told him."),
    ("negative", -0.4, "The harvest is not nearly enough to feed the village."),
    ("negative", -0.4, "The pills did not help."),
    ("negative", -0.4, "He never saw his daughter again."),
    ("negative", -0.4, "The money was not paid back."),
    ("negative", -0.4, "The warning signs were not heeded."),
    ("negative", -0.4, "Nobody came to her aid."),
    ("negative", -0.4, "The house is no longer fit to live in."),
    ("negative", -0.4, "The officials did nothing to stop the abuse."),
    ("negative", -0.3, "The promised jobs have not come."),
    ("negative", -0.4, "There is no cure."),
    ("negative", -0.3, "The reforms have not made a difference to the poorest."),
    ("negative", -0.4, "The victims have still not received a penny."),
    ("negative", -0.4, "The show was fun at first, but it has become painful to watch."),
    ("negative", -0.5, "The dam held, but the town below it burned."),
    ("negative", -0.4, "Although she led for most of the race, she finished last."),
    ("negative", -0.4, "The firm has a proud history, but its future looks bleak."),
    ("negative", -0.4, "The medicine is cheap, yet it has terrible side effects."),
    ("negative", -0.3, "For all the talk of reform, waiting lists grow longer."),
    ("negative", -0.4, "The band is talented; the record is a mess."),
    ("negative", -0.4, "He apologised, but the damage was done."),
    ("negative", -0.5, "They reached the summit, but only two came back."),
    ("negative", -0.4, "The \"improved\" service leaves passengers stranded."),
    ("negative", -0.4, "Some \"holiday\": three days in an airport."),
    ("negative", -0.4, "Bravo, minister: the hospital now has a fountain and no nurses."),
    ("negative", -0.4, "Just what the town needed - another betting shop."),
    ("negative", -0.4, "Their \"guarantee\" was not worth the paper it was printed on."),
    ("negative", -0.3, "The so-called expert had never set foot in a school."),
    ("negative", -0.4, "Apparently \"customer care\" means an hour of hold music."),
    ("negative", -0.9, "Heartbroken."),
    ("negative", -0.9, "Devastated."),
    ("negative", -0.8, "Our hearts are shattered."),
    ("negative", -0.8, "Rest in peace, my darling boy."),
    ("negative", -0.8, "Gone too soon."),
    ("negative", -0.8, "I can't stop crying."),
    ("negative", -0.7, "We are numb."),
    ("negative", -0.7, "What a terrible loss."),
    ("negative", -0.7, "I miss you so much, Dad."),
    ("negative", -0.6, "Such sad news."),
    ("negative", -0.6, "Gutted."),
    ("negative", -0.6, "Absolutely disgraceful."),
    ("negative", -0.6, "Shame on you."),
    ("negative", -0.6, "What a nightmare."),
    ("negative", -0.5, "Thoughts and prayers with the family."),
    ("negative", -0.5, "So disappointing."),
    ("negative", -0.5, "Worst day ever."),
    ("negative", -0.5, "Not again."),
    ("negative", -0.4, "I'm so tired of this."),
    ("negative", -0.4, "Unbelievable: they have done it again."),
    ("negative", -0.7, "She said that the infection had nearly killed her."),
    ("negative", -0.5, "It has been the hardest year of our lives, he wrote."),
    ("negative", -0.5, "Their grief is still raw."),
    ("negative", -0.5, "Mourners lined the road in silence."),
    ("negative", -0.5, "The village is in shock."),
    ("negative", -0.4, "Fans were left disappointed."),
    ("negative", -0.4, "Tension is rising on the border."),
    ("negative", -0.4, "Doctors fear a new wave of infections."),
    ("negative", -0.4, "Experts warn that the species may soon be extinct."),
    ("negative", -0.4, "The widow says she has been forgotten."),
    ("negative", -0.5, "Farmers are desperate for rain."),
    ("negative", -0.5, "The pest has ravaged orchards across the region."),
    ("negative", -0.4, "Live export has been halted because of cruelty to the animals."),
    ("negative", -0.4, "The river is dying."),
    ("negative", -0.5, "Suicides among young farmers have risen."),
    ("negative", -0.4, "Wool buyers have deserted the market."),
    ("negative", -0.5, "Dead fish line the banks for miles."),
    ("negative", -0.4, "Banks have pulled out of country towns and left the old to cope alone."),
    ("positive", 0.9, "She has won the Nobel prize."),
    ("positive", 0.8, "They have been crowned world champions."),
    ("positive", 0.8, "The whole town turned out to celebrate its Olympic hero."),
    ("positive", 0.8, "All 31 sailors were rescued."),
    ("positive", 0.8, "The missing toddler was found unharmed in a barn."),
    ("positive", 0.8, "Doctors say that he has made a full recovery."),
    ("positive", 0.8, "The couple have welcomed a healthy baby girl."),
    ("positive", 0.7, "She has beaten cancer for the second time."),
    ("positive", 0.7, "The hostages are free."),
    ("positive", 0.7, "The war is over, and people danced till morning."),
    ("positive", 0.7, "The malaria vaccine has cut deaths by two thirds."),
    ("positive", 0.6, "A passer-by dived into the canal and saved the driver."),
    ("positive", 0.6, "The school band raised enough for a new hospital wing."),
    ("positive", 0.6, "The eagle has returned to the valley after a century."),
    ("positive", 0.6, "He was reunited with his sister after 60 years."),
    ("positive", 0.6, "A stranger paid the family's rent for a year."),
    ("positive", 0.6, "The firm has created 1,500 jobs."),
    ("positive", 0.5, "Record rainfall has filled the dams, to the delight of growers."),
    ("positive", 0.5, "The lamb season has been the best in living memory."),
    ("positive", 0.5, "The cheese took first prize at the royal show."),
    ("positive", 0.5, "Exports of citrus reached a record high."),
    ("positive", 0.5, "Wheat growers are cheering a bumper crop."),
    ("positive", 0.5, "Profits rose 18 per cent, beating all forecasts."),
    ("positive", 0.5, "The airline is back in profit."),
    ("positive", 0.5, "Wages are rising faster than prices at last."),
    ("positive", 0.5, "The shares leapt to an all-time high."),
    ("positive", 0.5, "The young company has won its biggest contract yet."),
    ("positive", 0.5, "Poverty has fallen to the lowest rate on record."),
    ("positive", 0.5, "The striker scored a brilliant hat-trick."),
    ("positive", 0.6, "The underdogs pulled off a sensational victory."),
    ("positive", 0.5, "The keeper saved three penalties and was carried off shoulder-high."),
    ("positive", 0.5, "A superb last lap gave her the gold medal."),
    ("positive", 0.5, "The rookie has taken the league by storm."),
    ("positive", 0.5, "They are through to the final for the first time."),
    ("positive", 0.5, "The veteran bowed out with a flawless routine."),
    ("positive", 0.5, "The captain was in inspired form."),
    ("positive", 0.5, "The film is a masterpiece."),
    ("positive", 0.5, "The novel is funny, warm and brilliantly told."),
    ("positive", 0.5, "The audience gave the soprano a ten-minute ovation."),
    ("positive", 0.5, "The singer is thrilled with the response to the record."),
    ("positive", 0.5, "Critics have fallen in love with the show."),
    ("positive", 0.5, "The restaurant deserves every one of its stars."),
    ("positive", 0.4, "The new park is lovely and children adore it."),
    ("positive", 0.4, "The car is a pleasure to drive."),
    ("positive", 0.4, "The service was friendly and quick."),
    ("positive", 0.4, "The camera takes wonderful pictures."),
    ("positive", 0.4, "The exhibition is a treat for the whole family."),
    ("positive", 0.5, "The midwife has been given a medal for her work."),
    ("positive", 0.5, "Teachers like him change lives."),
    ("positive", 0.5, "The mayor thanked the crews for their courage."),
    ("positive", 0.5, "The late professor was loved by generations of students."),
    ("positive", 0.5, "The charity has helped 10,000 families into homes."),
    ("positive", 0.5, "The village won an award for its kindness to refugees."),
    ("positive", 0.4, "The two sides have reached a deal that everyone can live with."),
    ("positive", 0.5, "The neighbours have made peace after thirty years."),
    ("positive", 0.4, "The talks were warm and fruitful, both leaders said."),
    ("positive", 0.4, "The minister welcomed the agreement as a breakthrough."),
    ("positive", 0.4, "Parents have praised the plan."),
    ("positive", 0.4, "Scientists are excited by the find."),
    ("positive", 0.4, "The treaty has been hailed as a triumph of patience."),
    ("positive", 0.5, "The court cleared her name after a long fight."),
    ("positive", 0.5, "The workers have won back their jobs."),
    ("positive", 0.5, "Equal pay is now the law, and campaigners are jubilant."),
    ("positive", 0.5, "The wrongly convicted man walked out into his daughters' arms."),
    ("positive", 0.4, "Crime in the district has halved."),
    ("positive", 0.4, "The air is cleaner than it has been for decades."),
    ("positive", 0.4, "The salmon are back."),
    ("positive", 0.6, "\"I am the luckiest man alive,\" he said."),
    ("positive", 0.6, "\"We are so proud of her,\" her parents said."),
    ("positive", 0.6, "\"Your letters mean the world to me,\" the singer told fans."),
    ("positive", 0.6, "\"It's a dream come true,\" the winner said."),
    ("positive", 0.5, "\"The staff were wonderful from start to finish,\" a guest said."),
    ("positive", 0.5, "''He is the kindest person I know,'' she said."),
    ("positive", 0.5, "''I'm so happy to be home,'' he posted."),
    ("positive", 0.5, "''You made this the happiest of days,'' the couple told their guests."),
    ("positive", 0.5, "\"They played with heart and I could not ask for more,\" the coach said."),
    ("positive", 0.5, "\"We will always be grateful,\" the family said."),
    ("positive", 0.5, "\"She lights up every room,\" said a colleague."),
    ("positive", 0.5, "\"It is a great day for science,\" the professor said."),
    ("positive", 0.4, "\"The future looks bright,\" said the chief executive."),
    ("positive", 0.4, "\"It was worth the wait,\" the bride laughed."),
    ("positive", 0.5, "Nobody died, and everyone is home for Christmas."),
    ("positive", 0.4, "The scan showed no sign of disease."),
    ("positive", 0.4, "The crops were not damaged after all."),
    ("positive", 0.4, "She has never sung better."),
    ("positive", 0.4, "I cannot recommend it highly enough."),
    ("positive", 0.4, "The fever has gone and she is no longer in pain."),
    ("positive", 0.4, "No praise is too high for the nurses."),
    ("positive", 0.4, "The fire did not reach the village, to everyone's relief."),
    ("positive", 0.3, "You won't regret the trip."),
    ("positive", 0.4, "The illness did not stop her from becoming a champion."),
    ("positive", 0.4, "The critics were wrong: the bridge is a success."),
    ("positive", 0.4, "No one goes hungry here any more."),
    ("positive", 0.5, "He was written off at 30, but at 36 he is the best in the world."),
    ("positive", 0.4, "The weather was dreadful, but the party was a joy."),
    ("positive", 0.5, "They lost the farm in the fire; a year later, with help from strangers, the new barn is up."),
    ("positive", 0.4, "Although the road was hard, she says she loved every mile."),
    ("positive", 0.4, "The town lost its mine but has found a new life in tourism."),
    ("positive", 0.4, "Despite fears of trouble, the festival was peaceful and merry."),
    ("positive", 0.4, "It took nine years, but justice has been done."),
    ("positive", 0.4, "The opening is slow; stay with it, for the ending is glorious."),
    ("positive", 0.4, "The losses were heavy, but the company is growing again."),
    ("positive", 0.4, "Small it may be, but this museum is a gem."),
    ("positive", 0.4, "The \"hopeless case\" graduated with top marks."),
    ("positive", 0.4, "Not bad for a \"bunch of amateurs\": they have won the lot."),
    ("positive", 0.8, "What a night!"),
    ("positive", 0.8, "We did it!"),
    ("positive", 0.9, "Happiest I have ever been."),
    ("positive", 0.8, "Over the moon!"),
    ("positive", 0.7, "A thousand thanks, my friends."),
    ("positive", 0.7, "I love you all."),
    ("positive", 0.7, "Congratulations to the happy couple!"),
    ("positive", 0.7, "So proud of my boy."),
    ("positive", 0.6, "Bravo!"),
    ("positive", 0.6, "What a performance."),
    ("positive", 0.6, "Welcome to the world, little one."),
    ("positive", 0.6, "Dreams do come true."),
    ("positive", 0.6, "Simply magnificent."),
    ("positive", 0.5, "Happy birthday, Mum."),
    ("positive", 0.5, "Home at last."),
    ("positive", 0.5, "Grateful for every moment."),
    ("positive", 0.5, "How lovely."),
    ("positive", 0.4, "Well played, lads."),
    ("positive", 0.4, "Can't wait for Saturday!"),
    ("positive", 0.5, "So relieved that the operation went well."),
    ("positive", 0.4, "She is on the mend and in good spirits."),
    ("positive", 0.4, "The rain has brought a smile back to the district."),
    ("positive", 0.4, "The shearers have raised thousands for the children's ward."),
    ("positive", 0.4, "The young grazier is optimistic about the season."),
    ("positive", 0.4, "Volunteers have brought the old railway back to life."),
    ("positive", 0.4, "The pupils' robot has won a place in the world final."),
    ("positive", 0.4, "The bakery's pies are famous, and rightly so."),
    ("positive", 0.4, "The reserve is a paradise for birds."),
    ("positive", 0.5, "The puppy is doing well and has found a loving home."),
    ("positive", 0.4, "The library has been beautifully restored."),
]

# Neutral sentences for any first name.
SWAPS = [
    "{name} opened the envelope on Tuesday.",
    "{name} joined the firm in 2011.",
    "The caretaker gave {name} a copy of the plan.",
    "{name} sat in the third row.",
    "The bus that {name} takes leaves at 7.40.",
    "{name} filed the report before noon.",
    "A neighbour said {name} had gone to the market.",
    "{name} is a clerk at the town hall.",
    "The lecture will be given by {name}.",
    "{name} lives in Leeds with a flatmate.",
    "{name} was named as the second speaker.",
    "The bill was sent to {name} in March.",
    "{name} wore a blue coat.",
    "{name} counted the chairs and wrote down the number.",
    "Police spoke to {name} as a witness.",
    "{name} moved to Denver in the spring.",
    "The council asked {name} for a copy of the lease.",
    "{name} sells fruit on the corner of the square.",
    "{name} said the office would be closed on Friday.",
    "The recipe came from {name}.",
    "{name} has worked at the library for six years.",
    "{name}, 41, is a bus driver.",
    "The second chapter is about {name}.",
    "{name} waited at the gate until the van came.",
    "A statement by {name} is expected in the afternoon.",
    "{name} read from the diary.",
    "{name} replied by e-mail.",
    "The room next to the stairs belongs to {name}.",
    "{name} was in Vienna at the time.",
    "{name} will take the minutes.",
    "The camera was bought by {name} in 2003.",
    "{name} parked the car behind the hotel.",
    "{name} went back to the office after lunch.",
    "The land passed to {name} in 1987.",
    "{name} gave evidence by video link.",
    "{name} turned the page and went on.",
    "A letter from {name} is kept in the archive.",
    "{name} and four others sat on the panel.",
    "{name} plays for the reserve team.",
    "The timetable was drawn up by {name}.",
    "The caller said the name was {name}.",
    "{name} studies chemistry in Lyon.",
    "{name} rang the office at ten.",
    "{name} translated the last two pages.",
    "The vote was counted by {name} and a colleague.",
    "{name} walked the dog along the canal.",
    "{name} told reporters the work would take a year.",
    "In 2015 {name} became a member of the board.",
    "{name} painted the fence on Saturday.",
    "{name} signed in at reception.",
]

# Two halves of sentences that feel nothing, which a name goes before: any of the first with any of the second.
DOES = """coached the under-twelves
led the afternoon tour
taught the first-aid course
ran the reading group
played the second violin
played in midfield
sang in the choir
sat on the jury
chaired the session
kept the accounts
swept the yard
sorted the post
checked the meters
drew the map
took the register
took notes
was on the shortlist
was among the applicants
was one of six finalists
was elected to the board
was replaced by a colleague
was transferred to another branch
was listed as the owner
was interviewed by a trainee
was seen at the library
was on the night shift
would not name the buyer
would not give a date
refused to say which bus it was
did not say when the work would end
denied having the key
confirmed the appointment
repeated the question
repeated that there was no date yet
asked for a receipt
asked the clerk for a form
paid for the ticket
booked a seat
cancelled the booking
renewed the passport
handed in the essay
returned the book
sold the car
bought a second-hand bicycle
rented a garage
worked in the sales office
worked as a translator
worked for the water board
studied engineering
trained as a nurse
moved to a smaller flat
lived above the bakery
grew up near the border
has three brothers
has a daughter at the school
has a shop in the arcade
spoke for ten minutes
spoke to the surveyor
wrote the second paragraph
wrote to the newspaper
signed the register
witnessed the signature
filled in the questionnaire
voted by post
voted in the morning
missed the early train
changed buses at the market
drove the minibus
walked to the office
carried the boxes upstairs
cooked for the volunteers
made the tea
fed the hens
cut the hedge
painted the door
repaired the radio
measured the room
counted the tickets
opened the window
closed the gate""".split("\n")
WHEN = """on Monday
on Thursdays
last week
in the afternoon
in 1994
in May
for two years
at the time
that day
after the meeting
before lunch
at the weekend
with a cousin
with two others
in the old building
at the community centre
at the town hall
in Bristol
near the station
as usual
, a neighbour said
, according to the minutes
, the report says
, who is 36,""".split("\n")


def neutral(n, rng):
    """n sentences that feel nothing, with `{name}` where somebody's name goes."""
    out = []
    for _ in range(n):
        does, when = rng.choice(DOES), rng.choice(WHEN)
        if when.startswith(", who"):
            out.append("{name}" + when + " " + does + ".")
        elif when.startswith(","):
            out.append("{name} " + does + when + ".")
        else:
            out.append("{name} " + does + " " + when + ".")
    return out


if __name__ == "__main__":
    import collections

    print(len(SENTENCES), dict(collections.Counter(label for label, _, _ in SENTENCES)))
