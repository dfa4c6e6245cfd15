package dev.recado.chat.intent;

import dev.recado.ground.process.StartupProblem;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * The providers of LLMs and the form of their addresses (docs/contracts.md#llm-addresses-and-keys).
 */
enum Provider {
  NONE(""),
  OPENAI("https://api.openai.com/v1"),
  OLLAMA(""),
  ANTHROPIC("https://api.anthropic.com/v1");

  private final String home;

  Provider(String home) {
    this.home = home;
  }

  /**
   * Reads the provider from the settings.
   *
   * @throws StartupProblem if the name is unknown, or the timeout leaves no time for an answer
   */
  static Provider of(LlmSettings settings) {
    if (settings.timeout().isNegative() || settings.timeout().isZero()) {
      throw new StartupProblem(
          "LLM_TIMEOUT leaves the LLM no time.", "Set LLM_TIMEOUT to some seconds, such as 8s.");
    }
    String name = settings.provider().strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(provider -> name.isEmpty() ? provider == NONE : provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new StartupProblem(
                    "LLM_PROVIDER is '" + settings.provider() + "', which is no provider.",
                    "Set LLM_PROVIDER to none, openai, ollama or anthropic."));
  }

  /**
   * Checks the settings that its client needs.
   *
   * @throws StartupProblem if one is wrong or missing
   */
  void check(LlmSettings settings) {
    if (this != NONE) {
      baseUrl(settings);
      key(settings);
      model(settings);
    }
  }

  /** Whether it has a fixed public address. */
  boolean hasHome() {
    return !home.isEmpty();
  }

  /** Whether it needs a key at this address. An empty address is the provider's own. */
  boolean asksForKey(String url) {
    String plain = url.strip().replaceAll("/+$", "");
    boolean own = this != ANTHROPIC && !(plain.isEmpty() ? home : plain).equals(home);
    return this != OLLAMA && !own;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The address in the form that this provider's client needs. */
  String baseUrl(LlmSettings settings) {
    String url = settings.baseUrl().strip().replaceAll("/+$", "");
    if (url.isEmpty()) {
      return home();
    }
    checked(url);
    if (this == OLLAMA) {
      return url.replaceFirst("/(v1|api|api/chat)$", "");
    }
    String base = url.replaceFirst("/(chat/completions|messages)$", "");
    return base.matches(".*/v\\d\\w*(/.*)?") ? base : base + "/v1";
  }

  private String home() {
    if (home.isEmpty()) {
      throw new StartupProblem(
          "LLM_PROVIDER is " + label() + ", and LLM_BASE_URL is not set.",
          "Set LLM_BASE_URL to the address of the LLM (for example: http://localhost:11434).");
    }
    return home;
  }

  /** Checks the address. The error does not show it, because it may hold a password. */
  private static void checked(String url) {
    try {
      URI uri = URI.create(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // The error below says so without the address.
    }
    throw new StartupProblem(
        "LLM_BASE_URL is not an address.",
        "Set LLM_BASE_URL to one that begins with http:// or https://.");
  }

  String model(LlmSettings settings) {
    return needed(settings.model(), "LLM_MODEL", "the name of the model");
  }

  /** The key; empty if a local server needs none. */
  String key(LlmSettings settings) {
    boolean own = this != ANTHROPIC && !baseUrl(settings).equals(home);
    return own ? settings.apiKey().strip() : needed(settings.apiKey(), "LLM_API_KEY", "its key");
  }

  private String needed(String value, String variable, String what) {
    if (value.isBlank()) {
      throw new StartupProblem(
          "LLM_PROVIDER is " + label() + ", and " + variable + " is not set.",
          "Set " + variable + " to " + what + ", or LLM_PROVIDER to none.");
    }
    return value.strip();
  }
}
