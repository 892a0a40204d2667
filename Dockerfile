# gleaner in a container: articles in /data, tables out to /out.
#
#   docker build -t gleaner .
#   docker run --rm -v "$PWD/data/articles:/data:ro" -v "$PWD/out:/out" --user "$(id -u):$(id -g)" gleaner extract /data --out /out
FROM rust:1.89-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-pip \
    && rm -rf /var/lib/apt/lists/*
# The program finds libtorch and the model where it was built, so it is built where it will lie.
WORKDIR /opt/gleaner
COPY scripts/libtorch scripts/libtorch
RUN scripts/libtorch
COPY . .
RUN cargo build --release --locked --features formats --bin gleaner

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libstdc++6 libgomp1 ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home gleaner \
    && install --directory --owner=gleaner --group=gleaner /out
COPY --from=build /opt/gleaner/.libtorch/lib /opt/gleaner/.libtorch/lib
COPY --from=build /opt/gleaner/models /opt/gleaner/models
COPY --from=build /opt/gleaner/target/release/gleaner /usr/local/bin/gleaner
USER gleaner
WORKDIR /home/gleaner
ENTRYPOINT ["gleaner"]
CMD ["extract", "/data", "--out", "/out"]
