# Several stages, so that the image contains a JRE and the hub, but neither Maven nor the sources.

FROM eclipse-temurin:21-jdk AS build
WORKDIR /build
COPY .mvn/ .mvn/
COPY mvnw pom.xml ./
COPY src/ src/
COPY routes/ routes/
COPY schemas/effect.json schemas/
# The cache mount keeps Maven and its downloads between builds without putting them into a layer. `./mvnw verify` runs
# tests and checks the format before an image is built.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -DskipTests -Dspotless.check.skip -Dunpack.skip package

FROM eclipse-temurin:21-jre AS runtime
# The uid is fixed and written as a number below: only from a number can Kubernetes tell that it is not root. The user
# has a name all the same, because PostgreSQL (embedded where none is configured) asks for one.
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin recado \
    && install --directory --owner=recado --group=recado /data

# A class-data archive fits one JVM and one path: the same JRE makes it, with the files in their final place. The
# training runs a hub with its embedded PostgreSQL, which refuses root. If a builder forbids any of that, the image has
# no archive and starts some seconds slower.
FROM runtime AS unpacked
RUN install --directory --owner=recado /app
WORKDIR /app
USER 10001:10001
COPY --from=build /build/target/recado.jar ./
RUN java -jar recado.jar unpack || test -f recado/recado.jar

FROM runtime
WORKDIR /app
# The layers go from the least changed to the most changed: a push of new code sends only the last layer, with the hub's
# own classes and the archive. Root owns the files, so the running hub cannot rewrite itself.
COPY --from=unpacked /app/recado/lib/ recado/lib/
COPY --from=unpacked /app/recado/recado.* recado/
# 0.0.0.0 because nothing outside can reach a container's own loopback. It also makes the hub insist on real secrets: it
# names a missing one and stops. On two processors the JVM's second compiler costs more than it gains. A container with
# more processors sets JDK_JAVA_OPTIONS to an empty value.
ENV SERVER_ADDRESS=0.0.0.0 \
    PORT=8080 \
    RECADO_DATA=/data \
    JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1
USER 10001:10001
VOLUME /data
EXPOSE 8080
# bash opens the connection itself: later Temurin images have no curl, and a JVM every ten seconds would be too
# expensive.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status = 200 ]]"]
# The exec form makes java process 1, so SIGTERM reaches it and running work ends before the container does. The heap
# takes 60 % of the container's memory: the rest is for classes, threads and network buffers. If the JVM runs out of
# memory, it ends; after the restart all unfinished work is in Kafka and PostgreSQL. The other options are those that an
# unpacked `java -jar recado.jar` gives itself (dev.recado.ground.launch.JvmOptions).
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=240m", \
    "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-XX:SharedArchiveFile=/app/recado/recado.jsa", \
    "-jar", "/app/recado/recado.jar"]
