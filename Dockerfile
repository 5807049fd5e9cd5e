# whowhom with its models inside: needs no network once it is built.
FROM python:3.11-slim-bookworm AS build
WORKDIR /source
COPY requirements.lock ./
RUN python -m venv /opt/whowhom \
 && /opt/whowhom/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY whowhom ./whowhom
COPY ingest ./ingest
COPY graph ./graph
COPY queries ./queries
RUN /opt/whowhom/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin whowhom \
 && install --directory --owner=whowhom --group=whowhom /data
COPY --from=build /opt/whowhom /opt/whowhom
# The root file system is read-only when compose runs this; logs and scratch files go to /tmp.
ENV PATH=/opt/whowhom/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /data
VOLUME /data
ENTRYPOINT ["whowhom"]
CMD ["--help"]
