package dev.recado.ground.settings;

import dev.recado.ground.process.Exposure;
import dev.recado.ground.process.StartupProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The settings for the rules that check them, and all complaints of these rules. */
public final class Settings {

  /** A sentence that begins with an environment variable. */
  private static final Pattern NAMED = Pattern.compile("([A-Z][A-Z0-9]*_[A-Z0-9_]+) (.*)");

  /** Characters that a path cannot hold, or that a server refuses there even when escaped. */
  private static final Pattern NOT_IN_A_PATH = Pattern.compile(".*[\\s/\\\\;%?#].*");

  private final ConfigurableEnvironment environment;
  private final Variables variables;
  private final Map<String, Complaint> complaints = new LinkedHashMap<>();
  private final Map<String, Class<?>> typed = new LinkedHashMap<>();

  Settings(ConfigurableEnvironment environment) {
    this.environment = environment;
    this.variables = new Variables(environment);
  }

  /**
   * Gives all settings.
   *
   * @return the hub's settings
   */
  public Environment environment() {
    return environment;
  }

  /**
   * Lists the properties that are named somewhere, set or not.
   *
   * @param pattern what their whole name looks like
   * @return each once
   */
  Set<String> names(Pattern pattern) {
    return environment.getPropertySources().stream()
        .filter(EnumerablePropertySource.class::isInstance)
        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .filter(pattern.asMatchPredicate())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Tells whether something is set.
   *
   * @param property with its dots
   * @return false if it is blank
   */
  public boolean has(String property) {
    return StringUtils.hasText(text(property));
  }

  /**
   * Reads a setting as it was written.
   *
   * @param property with its dots
   * @return without blanks around it; empty if it is not set
   */
  public String text(String property) {
    return environment.getProperty(property, "").strip();
  }

  /**
   * Complains about a setting; only the first complaint about a setting is reported.
   *
   * @param property with its dots
   * @param what what is wrong, continuing after the name ("is not an address."), without the value
   * @param remedy what to do, one sentence
   */
  public void wrong(String property, String what, String remedy) {
    String name = variables.name(property);
    complaints.putIfAbsent(
        name, new Complaint(name, variables.where(name).orElse(""), what, remedy));
  }

  /**
   * Complains if something is not set.
   *
   * @param property with its dots
   * @param because why it is needed, continuing after "is not set, and" and without a full stop
   * @param remedy what to set it to
   */
  public void needs(String property, String because, String remedy) {
    if (!has(property)) {
      wrong(property, "is not set, and " + because + ".", remedy);
    }
  }

  /**
   * Complains if the secret of a sender is missing.
   *
   * @param property with its dots
   */
  public void needsSecret(String property) {
    if (!Exposure.development(environment)) {
      needs(
          property,
          "this hub can be reached from outside or talks to a real provider",
          "Set it to a long random secret, the same as at the sender (openssl rand -hex 24).");
    }
  }

  /**
   * Complains about a secret that cannot be the last part of a webhook's address.
   *
   * @param property with its dots
   */
  public void partOfAnAddress(String property) {
    if (NOT_IN_A_PATH.matcher(text(property)).matches()) {
      wrong(
          property,
          "holds a character that an address cannot carry.",
          "Write letters, digits, - and _ (openssl rand -hex 24).");
    }
  }

  /**
   * Complains if something is set that is not an address.
   *
   * @param property with its dots
   */
  public void address(String property) {
    if (has(property) && !http(text(property))) {
      wrong(
          property,
          "is not an address.",
          "Write it with http:// or https:// and the name of the host, without blanks.");
    }
  }

  private static boolean http(String text) {
    try {
      URI uri = URI.create(text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      return (http || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= 65535;
    } catch (IllegalArgumentException no) {
      return false;
    }
  }

  /**
   * Complains about what a reader of the setting rejects.
   *
   * @param property the setting that is named
   * @param reading throws a {@link StartupProblem} if something is wrong
   */
  public void reading(String property, Runnable reading) {
    try {
      reading.run();
    } catch (StartupProblem problem) {
      wrong(property, problem);
    }
  }

  /** Starts the complaint with the variable that the problem names first, if it names one. */
  void wrong(String property, StartupProblem problem) {
    Matcher named = NAMED.matcher(String.valueOf(problem.getMessage()));
    String name = named.matches() ? named.group(1) : variables.name(property);
    String what = named.matches() ? named.group(2) : "is wrong: " + problem.getMessage();
    complaints.putIfAbsent(
        name, new Complaint(name, variables.where(name).orElse(""), what, problem.remedy()));
  }

  /**
   * Declares the type of settings that belong to no class of settings.
   *
   * @param type for example {@code Duration}
   * @param properties with their dots
   */
  public void typed(Class<?> type, String... properties) {
    for (String property : properties) {
      typed.put(property, type);
    }
  }

  boolean complainedOf(String... properties) {
    return Stream.of(properties).anyMatch(each -> complaints.containsKey(variables.name(each)));
  }

  Map<String, Class<?>> typed() {
    return typed;
  }

  List<Complaint> complaints() {
    return new ArrayList<>(complaints.values());
  }

  /** Never shows a value: some are secrets. */
  @Override
  public String toString() {
    return "Settings[" + complaints.keySet() + "]";
  }
}
