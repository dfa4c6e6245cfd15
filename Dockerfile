# Several stages, so that the image carries a JRE and the hub, but neither Maven nor the sources.

FROM eclipse-temurin:21-jdk AS build
WORKDIR /build
COPY .mvn/ .mvn/
COPY mvnw pom.xml ./
COPY src/ src/
COPY routes/ routes/
COPY schemas/effect.json schemas/
# The cache mount keeps Maven and its downloads between builds without putting them into a layer.
# Tests and formatting are the business of `./mvnw verify`, which runs before an image is built.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -DskipTests -Dspotless.check.skip -Dunpack.skip package

FROM eclipse-temurin:21-jre AS runtime
# The uid is fixed and written as a number below: Kubernetes can tell only from a number that it is not root.
# The user has a name all the same, because PostgreSQL (embedded where none is configured) asks for one.
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin recado \
    && install --directory --owner=recado --group=recado /data

# A class-data archive fits one JVM and one path: it is made by the JRE that will use it, where the files will be. The
# training runs a hub with its embedded PostgreSQL, which refuses root. Where a builder forbids any of that, the image
# does without the archive, and starts some seconds slower.
FROM runtime AS unpacked
RUN install --directory --owner=recado /app
WORKDIR /app
USER 10001:10001
COPY --from=build /build/target/recado.jar ./
RUN java -jar recado.jar unpack || test -f recado/recado.jar

FROM runtime
WORKDIR /app
# From what changes least to what changes most: a push of new code sends the last layer alone, the hub's own classes and
# the archive. The files become root's, so the running hub cannot rewrite itself.
COPY --from=unpacked /app/recado/lib/ recado/lib/
COPY --from=unpacked /app/recado/recado.* recado/
# 0.0.0.0 because a container's own loopback can be reached by nobody else. It also makes the hub insist on real
# secrets: it names the missing one and stops.
# The JVM's second compiler does not pay on two processors. A container with more sets JDK_JAVA_OPTIONS anew, to nothing.
ENV SERVER_ADDRESS=0.0.0.0 \
    PORT=8080 \
    RECADO_DATA=/data \
    JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1
USER 10001:10001
VOLUME /data
EXPOSE 8080
# bash opens the connection itself: later Temurin images have no curl, and a JVM every ten seconds would cost more
# than the question is worth.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status = 200 ]]"]
# The exec form makes java process 1, so SIGTERM reaches it and running work ends before the container does.
# The heap takes 60 % of the container's memory: the rest is for classes, threads and network buffers.
# Out of memory, the JVM ends instead of limping on; the restart finds all unfinished work in Kafka and PostgreSQL.
# The rest is what `java -jar recado.jar` gives itself where it is unpacked (dev.recado.ground.launch.JvmOptions).
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", \
    "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-XX:SharedArchiveFile=/app/recado/recado.jsa", \
    "-jar", "/app/recado/recado.jar"]
