package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides for each error whether to try again or whether a person must act, and tells that person
 * what to do.
 *
 * <p>docs/contracts.md#odoo-errors lists Odoo's kinds of errors. Only the first line of Odoo's own
 * text is used; {@code data.debug}, a traceback with personal data, is never read.
 */
final class OdooErrors {

  static final String ACCESS_DENIED = "odoo.exceptions.AccessDenied";

  private static final int LONGEST = 300;

  /** How much of Odoo's text is read: it may hold a whole traceback of another system. */
  private static final int MOST_READ = 4_000;

  /** Names of PostgreSQL's errors for locks and conflicts; these pass by themselves. */
  private static final Pattern PASSES =
      Pattern.compile(
          "psycopg2\\.(errors\\.(SerializationFailure|LockNotAvailable|DeadlockDetected)"
              + "|OperationalError|InterfaceError|pool).*");

  /** The same errors as text, for {@code load}, which catches them. */
  private static final Pattern PASSES_IN_WORDS =
      Pattern.compile(
          "could not serialize access|deadlock detected|could not obtain lock|lock timeout"
              + "|connection (already )?closed|terminating connection");

  /** PostgreSQL's text for a missing database, in English and in Portuguese. */
  private static final Pattern NO_DATABASE =
      Pattern.compile("(?:database|banco de dados) \"[^\"]*\" (?:does not exist|não existe)");

  private static final Pattern OTHER_COMPANY =
      Pattern.compile("multi-company|unauthorized or invalid companies");

  private static final Pattern UNKNOWN_FIELD =
      Pattern.compile("Invalid field '([^']+)' (?:on|in)(?: model)? '([^']+)'");
  private static final Pattern UNKNOWN_FIELD_IN_DOMAIN =
      Pattern.compile("Invalid field ([\\w.]+)\\.(\\w+) in ");
  private static final Pattern UNKNOWN_COLUMN = Pattern.compile("^'(\\w+)'$");
  private static final Pattern UNKNOWN_MODEL =
      Pattern.compile("(?:Object|the model) '?([\\w.]+?)'? (?:doesn't|does not) exist");
  private static final Pattern RECORD = Pattern.compile("Record: ([\\w.]+)\\((\\d+)");
  private static final Pattern MODEL_IN_BRACKETS =
      Pattern.compile("\\(([a-z0-9_]+(?:\\.[a-z0-9_]+)+)\\)");
  private static final Pattern ALLOWED_TO = Pattern.compile("allowed to (\\w+)");
  private static final Pattern GROUP = Pattern.compile("\n\\s*\t- ([^\n]+)");
  private static final Pattern CAUGHT =
      Pattern.compile("<class '([^']+)'>:?\\s*(.*)", Pattern.DOTALL);

  private static final Map<String, String> VERBS =
      Map.of(
          "access", "ler",
          "read", "ler",
          "create", "criar",
          "load", "criar",
          "modify", "alterar",
          "write", "alterar",
          "message_post", "comentar",
          "delete", "excluir");

  private final OdooSettings settings;

  OdooErrors(OdooSettings settings) {
    this.settings = settings;
  }

  /** A login that Odoo does not accept. */
  RuntimeException login() {
    return new OdooSetupException(
        "O Odoo recusa o login de '%s' no banco '%s': confira ODOO_USERNAME, ODOO_PASSWORD e ODOO_DB"
            .formatted(settings.username(), settings.db()));
  }

  /** A database that this Odoo does not have. */
  RuntimeException database() {
    return new OdooSetupException(
        "O Odoo não tem o banco '%s': confira ODOO_DB".formatted(settings.db()));
  }

  /** A key that JSON-2 does not accept. */
  RuntimeException key() {
    return new OdooSetupException(
        "O Odoo recusa a chave de API no banco '%s': a partir do Odoo 19, ODOO_PASSWORD é uma chave de"
                .formatted(settings.db())
            + " API válida do usuário (confira também ODOO_DB); com a senha comum, use"
            + " recado.odoo.protocol=jsonrpc");
  }

  /**
   * The error of an HTTP answer without other content. Only Odoo itself can refuse for good, and
   * its refusals are JSON; a page or a redirect comes from a system in front of Odoo.
   */
  RuntimeException status(OdooHttp.Answer answer) {
    int status = answer.status();
    if (status >= 500 || status == 429) {
      return new TryLaterException("O Odoo respondeu " + status, null);
    }
    String told = "O Odoo respondeu " + status + ": confira ODOO_URL e ODOO_DB";
    return answer.json().isObject() && status >= 400
        ? new UnprocessableException(told)
        : new TryLaterException(told + " (a resposta não é do Odoo)", null);
  }

  /** A success without Odoo's content: it may be a page, or another system. */
  RuntimeException noAnswer() {
    return new TryLaterException(
        "O Odoo respondeu algo que não é a sua resposta (uma página? um proxy?); se persistir, confira"
            + " ODOO_URL",
        null);
  }

  /** Whether the HTTP request failed, and not the call in it. */
  static boolean httpLevel(String name, int status) {
    return name.startsWith("werkzeug.") && (status >= 500 || status == 429);
  }

  /**
   * Sorts an error of Odoo.
   *
   * @param call the call
   * @param name the type of the error
   * @param words Odoo's own text
   */
  RuntimeException sort(OdooCall call, String name, String words) {
    String text = beginning(words);
    if (NO_DATABASE.matcher(text).find()) {
      return database();
    }
    if (PASSES.matcher(name).matches() || PASSES_IN_WORDS.matcher(text).find()) {
      return new TryLaterException("O Odoo pede para tentar de novo: " + name, null);
    }
    String kind = name.substring(name.lastIndexOf('.') + 1);
    return switch (kind) {
      case "AccessDenied" -> login();
      case "AccessError" -> forbidden(call, text);
      case "MissingError" -> new UnprocessableException(missing(call, text));
      default ->
          unknownModel(text)
              .or(() -> unknownField(call, kind, text))
              .map(UnprocessableException::new)
              .orElseGet(() -> new RefusedByOdooException(refused(call, text)));
    };
  }

  /**
   * Sorts the messages of {@code load}, which catches errors and returns them as text.
   *
   * @param call the call
   * @param messages the messages of its answer
   */
  RuntimeException load(OdooCall call, JsonNode messages) {
    for (JsonNode message : messages) {
      if (message.path("type").asText().equals("error")) {
        return caught(call, message.path("field").asText(), message.path("message").asText());
      }
    }
    return new UnprocessableException(refused(call, "sem motivo"));
  }

  private RuntimeException caught(OdooCall call, String field, String words) {
    String text = beginning(words);
    Matcher caught = CAUGHT.matcher(text);
    if (caught.find()) {
      return sort(call, caught.group(1), caught.group(2));
    }
    if (PASSES_IN_WORDS.matcher(text).find()) {
      return sort(call, "load", text);
    }
    if (GROUP.matcher(text).find()) {
      return forbidden(call, text);
    }
    return new UnprocessableException(
        field.isEmpty()
            ? refused(call, text)
            : "O Odoo recusa o campo '%s' de %s: %s"
                .formatted(field, call.model(), firstLine(text)));
  }

  private RuntimeException forbidden(OdooCall call, String text) {
    if (OTHER_COMPANY.matcher(text).find()) {
      return new UnprocessableException(
          "O usuário '%s' do Odoo não tem acesso à empresa deste registro (%s): inclua-a em Empresas permitidas"
                  .formatted(settings.username(), call.model())
              + " do usuário, no Odoo");
    }
    Matcher model = MODEL_IN_BRACKETS.matcher(text);
    Matcher allowed = ALLOWED_TO.matcher(text);
    String verb = allowed.find() ? allowed.group(1) : call.method();
    List<String> groups = GROUP.matcher(text).results().map(match -> match.group(1)).toList();
    return new UnprocessableException(
        "O usuário '%s' do Odoo não tem permissão para %s %s: %s"
            .formatted(
                settings.username(),
                VERBS.getOrDefault(verb, "ler"),
                model.find() ? model.group(1) : call.model(),
                groups.isEmpty()
                    ? "peça ao administrador do Odoo que a dê e, se há várias empresas, que inclua a do registro em"
                        + " Empresas permitidas ("
                        + firstLine(text)
                        + ")"
                    : "dê a ele um destes grupos: " + String.join("; ", groups)));
  }

  private static String missing(OdooCall call, String text) {
    Matcher record = RECORD.matcher(text);
    String which =
        record.find()
            ? record.group(1) + " " + record.group(2)
            : call.model() + " " + (call.ids() == null ? "" : call.ids());
    return "O registro " + which + " não existe mais no Odoo";
  }

  private static Optional<String> unknownModel(String text) {
    Matcher model = UNKNOWN_MODEL.matcher(text);
    return model.find()
        ? Optional.of(
            "O Odoo não tem o modelo '%s': instale o aplicativo que o traz (crm.lead vem com o CRM)"
                .formatted(model.group(1)))
        : Optional.empty();
  }

  private static Optional<String> unknownField(OdooCall call, String kind, String text) {
    Matcher named = UNKNOWN_FIELD.matcher(text);
    if (named.find()) {
      return Optional.of(unknownField(named.group(1), named.group(2)));
    }
    Matcher inDomain = UNKNOWN_FIELD_IN_DOMAIN.matcher(text);
    if (inDomain.find()) {
      return Optional.of(unknownField(inDomain.group(2), inDomain.group(1)));
    }
    Matcher column = UNKNOWN_COLUMN.matcher(text);
    return kind.equals("KeyError") && column.find()
        ? Optional.of(unknownField(column.group(1), call.model()))
        : Optional.empty();
  }

  private static String unknownField(String field, String model) {
    return "O Odoo não tem o campo '%s' em %s: confira o nome, ou instale o aplicativo que o traz"
        .formatted(field, model);
  }

  private static String refused(OdooCall call, String text) {
    return "O Odoo recusa %s em %s: %s".formatted(call.method(), call.model(), firstLine(text));
  }

  private static String beginning(String words) {
    return words.length() <= MOST_READ ? words : words.substring(0, MOST_READ);
  }

  private static String firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("sem motivo");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
