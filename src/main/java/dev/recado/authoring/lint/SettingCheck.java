package dev.recado.authoring.lint;

import dev.recado.spine.camel.FlowRights;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R057: settings and credentials that a file needs and that are not set. */
final class SettingCheck implements Check {

  /** A placeholder without a default that is not optional. */
  private static final Pattern NEEDED = Pattern.compile("\\{\\{([^{}?!:]+)}}");

  /** Settings that the hub computes at its start. */
  private static final Set<String> OF_THE_HUB = Set.of("recado.waha.base-url");

  /** The parameter of Kamelets and effects that names a credential. */
  private static final String CREDENTIAL = "credential";

  private static final String CREDENTIALS = "recado.http.credentials.";

  /** The setting without which a token of OAuth 2 cannot be had. */
  private static final String TOKENS = "recado.http.oauth.%s.token-url";

  private final SeenSettings seen;

  SettingCheck(SeenSettings seen) {
    this.seen = seen;
  }

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    boolean read =
        document.kind().camel()
            || document.kind() == Document.Kind.KAMELET
            || document.kind() == Document.Kind.SOURCE;
    if (root == null || !read || document.markdown()) {
      return;
    }
    placeholders(document, root, new HashSet<>(), report);
    for (Call call : document.calls()) {
      if (call.kamelet() || call.scheme().equals(Catalogue.EFFECT)) {
        call.option(CREDENTIAL).ifPresent(option -> credential(option, report));
      }
    }
  }

  private void placeholders(Document document, Yaml node, Set<String> told, Report report) {
    node.items().forEach(item -> placeholders(document, item, told, report));
    for (Yaml.Entry entry : node.entries()) {
      if (!entry.name().equals("description") && !entry.name().equals("title")) {
        placeholders(document, entry.value(), told, report);
      }
    }
    if (node instanceof Yaml.Text text) {
      Spot spot = Spot.of(document, text);
      Matcher places = NEEDED.matcher(text.value());
      while (places.find()) {
        String name = places.group(1).strip();
        if (FlowRights.setting(name)
            && !OF_THE_HUB.contains(name)
            && !seen.set(name)
            && told.add(name)) {
          say(spot, places.start(1), "the setting \"%s\"".formatted(name), name, report);
        }
      }
    }
  }

  private void credential(Call.Option option, Report report) {
    String name = option.value().value().strip();
    if (option.value().dynamic() || name.isEmpty() || name.startsWith("RAW")) {
      return;
    }
    // A variable of the environment has neither hyphens nor small letters.
    String plain = name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    boolean token = seen.set(TOKENS.formatted(name)) || seen.set(TOKENS.formatted(plain));
    if (!token && !seen.set(CREDENTIALS + name) && !seen.set(CREDENTIALS + plain)) {
      String what = "the credential \"%s\"".formatted(name);
      say(option.value(), 0, what, CREDENTIALS + plain, report);
    }
  }

  private void say(Spot spot, int at, String what, String name, Report report) {
    String variable = Settings.variable(name);
    String message =
        seen.hub()
            ? "%s is not set: set %s for the hub, in its environment or in .env, and restart it"
            : "%s is not set here; the hub will need %s";
    report.add(
        Code.R057,
        spot.document(),
        spot.at(at),
        message.formatted(what, variable),
        seen.hub() ? Severity.ERROR : Severity.NOTE);
  }
}
