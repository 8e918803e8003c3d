# Knowhow in a container: docs/running.md says how it is built and run.

FROM python:3.13-slim-trixie AS built
WORKDIR /source
COPY LICENSE README.md constraints.txt pyproject.toml ./
COPY activities/ activities/
COPY bot/ bot/
COPY storage/ storage/
# pip has done its work then, and has no place where a service runs.
RUN python -m venv /opt/knowhow \
    && /opt/knowhow/bin/pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt . \
    && /opt/knowhow/bin/pip uninstall --yes pip

FROM python:3.13-slim-trixie
RUN groupadd --gid 10001 knowhow \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin knowhow \
    && install --directory --owner=knowhow --group=knowhow --mode=0700 /data
COPY --from=built /opt/knowhow /opt/knowhow
# What is kept lies in /data unless DATABASE_URL says otherwise. HOST is this container's own network: who gets in there is
# said by what it publishes. Nothing else is written, so the rest of the disk may be read-only.
ENV PATH=/opt/knowhow/bin:$PATH \
    XDG_DATA_HOME=/data \
    HOST=0.0.0.0 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
VOLUME /data
EXPOSE 3000
# By number, so that whatever runs it can tell that it is not root.
USER 10001:10001
# A large database may take its time to be brought up to date at the start.
HEALTHCHECK --start-period=5m CMD ["knowhow", "healthy"]
ENTRYPOINT ["knowhow"]
CMD ["run"]
