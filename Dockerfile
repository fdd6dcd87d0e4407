FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/srv/static
# Our room `mailbox` has the name of a standard library module; the code's own folder comes first.
ENV PYTHONPATH=/srv/earnest
RUN useradd --system --home-dir /srv --shell /usr/sbin/nologin earnest
WORKDIR /srv/earnest

COPY requirements/company.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/company.txt

COPY . .
# Nothing is read from these at build time; Django only wants them named.
RUN EARNEST_PROCESS=migrate SECRET_KEY=building DATABASE_URL=postgres://building@localhost/building \
    python manage.py collectstatic --noinput

USER earnest
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--workers-kill-timeout", "8", \
     "config.wsgi:application"]
