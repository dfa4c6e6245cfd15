package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The common setup of all measurements of a hub. */
record Setup(Path jar, List<String> javaOpts, Engine engine, Duration stubLatency, int clients) {

  private static final int MOST_CLIENTS = 1_000_000;

  static Setup of(Arguments arguments, Path home) {
    Setup setup =
        new Setup(
            arguments.jar(home),
            arguments.words("--java-opts"),
            engine(arguments),
            Duration.ofMillis(arguments.number("--stub-latency-ms", 0)),
            arguments.number("--clients", 1));
    if (setup.clients > MOST_CLIENTS) {
      throw arguments.wrong("More than " + MOST_CLIENTS + " clients");
    }
    return setup;
  }

  private static Engine engine(Arguments arguments) {
    String name = arguments.text("--engine");
    return Stream.of(Engine.values())
        .filter(engine -> engine.name().equals(name))
        .findAny()
        .orElseThrow(() -> arguments.wrong("The stub knows no engine " + name));
  }

  String forPeople() {
    return "%d customers, WAHA %s answers in %d ms"
        .formatted(clients, engine, stubLatency.toMillis());
  }

  String forPrograms() {
    return """
      "clients": %d,
      "engine": "%s",
      "stub_latency_ms": %d,
    """
        .formatted(clients, engine, stubLatency.toMillis());
  }
}
