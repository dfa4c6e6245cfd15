package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of the command {@code conversations}.
 *
 * @param debounce null keeps the hub's default
 */
record ConversationOptions(
    int conversations,
    Duration llmDelay,
    Duration debounce,
    Path jar,
    List<String> javaOpts,
    Path json) {

  /** Each webhook takes a connection, and the bench has a small heap. */
  private static final int MOST_CONVERSATIONS = 1_000;

  private static final Duration HUBS_OWN_DEBOUNCE = Duration.ofSeconds(3);

  private static final String USAGE =
      """
      bench/conversations [option ...]
        --conversations N     customers who write at once (200)
        --llm-delay TIME      how long the stub LLM takes to answer (2s)
        --debounce TIME       RECADO_DEBOUNCE (the hub's own: 3s)
        --jar PATH            the hub (target/recado.jar)
        --java-opts "..."     options for the hub's JVM ()
        --json FILE           write the result there as well
        --keep                keep the folder with the hub's log and data
      """;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--conversations", "200",
          "--llm-delay", "2s",
          "--debounce", "",
          "--jar", "",
          "--java-opts", "",
          "--json", "");

  /** {@code run} sets the folder itself. */
  private static final Set<String> FLAGS = Set.of("--keep");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the usage, for anything that is not in it
   */
  static ConversationOptions of(Path home, String... given) {
    Arguments arguments = new Arguments(USAGE, DEFAULTS, FLAGS, given);
    ConversationOptions options =
        new ConversationOptions(
            arguments.number("--conversations", 1),
            arguments.duration("--llm-delay"),
            arguments.text("--debounce").isEmpty() ? null : arguments.duration("--debounce"),
            arguments.jar(home),
            arguments.words("--java-opts"),
            arguments.file("--json"));
    if (options.conversations > MOST_CONVERSATIONS) {
      throw arguments.wrong("More than " + MOST_CONVERSATIONS + " conversations at once");
    }
    return options;
  }

  /** Returns the environment variables of the hub that the options set. */
  Map<String, String> environment() {
    return debounce == null ? Map.of() : Map.of("RECADO_DEBOUNCE", debounce.toMillis() + "ms");
  }

  /** How long an answer takes if nothing has to wait for anything else. */
  Duration shortestWait() {
    return llmDelay.plus(debounce == null ? HUBS_OWN_DEBOUNCE : debounce);
  }

  String forPeople() {
    return "%d conversations at once, the LLM answers in %s, debounce %s"
        .formatted(
            conversations,
            seconds(llmDelay),
            debounce == null ? "as the hub has it" : seconds(debounce));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }

  String forPrograms() {
    return """
      "conversations": %d,
      "llm_delay_ms": %d,
      "debounce_ms": %s,
    """
        .formatted(
            conversations, llmDelay.toMillis(), debounce == null ? null : debounce.toMillis());
  }
}
