# Two stages, so that the image carries a JRE and the hub, but neither Maven nor the sources.

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
    ./mvnw -B -ntp -DskipTests -Dspotless.check.skip package
# Unpacked, the hub starts faster than from the nested jar, and a new build of it changes one small layer.
RUN java -Djarmode=tools -jar target/recado.jar extract --layers --destination extracted

FROM eclipse-temurin:21-jre
# The uid is fixed and written as a number below: Kubernetes can tell only from a number that it is not root.
# The user has a name all the same, because PostgreSQL (embedded where none is configured) asks for one.
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin recado \
    && install --directory --owner=recado --group=recado /data
WORKDIR /app
# From what changes least to what changes most: a push of new code sends the last layer alone.
# The files stay root's, so the running hub cannot rewrite itself.
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/spring-boot-loader/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
COPY --from=build /build/extracted/application/ ./
# 0.0.0.0 because a container's own loopback can be reached by nobody else. It also makes the hub insist on real
# secrets: it names the missing one and stops.
ENV SERVER_ADDRESS=0.0.0.0 \
    PORT=8080 \
    RECADO_DATA=/data
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
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "recado.jar"]
