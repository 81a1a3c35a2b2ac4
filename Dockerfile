# Two stages: the first builds, the second has nothing but Python and what was built. Both need the same Python, since
# what is learnt from the FAQ while building is named after it.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv --without-pip /opt/backwalk
WORKDIR /src

# The libraries first: they stay as they are when only the FAQ or the program changes.
COPY pyproject.toml ./
RUN python -c "import tomllib; print('\n'.join(tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']))" \
        > libraries.txt \
    && pip --python /opt/backwalk/bin/python install --requirement libraries.txt

COPY LICENSE README.md hatch_build.py ./
COPY bot bot
COPY faq faq
RUN pip --python /opt/backwalk/bin/python install --no-deps . \
    && find /opt/backwalk/lib -depth -type d -name tests -exec rm -r {} +

FROM python:${PYTHON}-slim
# It comes without Python's own modules compiled, and nothing can be written later: each start and each look at the bot's
# health would compile them anew.
RUN python -m compileall -q -x site-packages "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')"
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin backwalk \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data
COPY --from=build /opt/backwalk /opt/backwalk
ENV PATH=/opt/backwalk/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_DATA_HOME=/data \
    XDG_CACHE_HOME=/data/cache \
    HTTP_LISTEN=127.0.0.1:8080
# By number, so that "is not root" can be checked without looking into the image.
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["backwalk", "health"]
ENTRYPOINT ["backwalk"]
CMD ["run"]
