FROM node:24.21-slim

ENV NODE_ENV=production
WORKDIR /app

# No dependency of the server needs an install script; none gets to run one.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force

COPY app.yml LICENSE ./
COPY schema ./schema
COPY migrations ./migrations
COPY src ./src

# A new embedded database then starts in a second.
RUN node src/cli/prepare-database.ts

# What the set-up page saves lives with the data, and outlives the container.
RUN mkdir data && chown node:node data && ln -s data/.env .env
VOLUME /app/data

USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Node itself is the process that gets SIGTERM; npm would not pass it on. The option is for the embedded database: half the memory.
CMD ["node", "--liftoff-only", "src/main.ts"]
