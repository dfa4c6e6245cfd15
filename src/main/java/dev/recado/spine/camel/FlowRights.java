package dev.recado.spine.camel;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the files of the routes folder may use of the hub. Anything that is not named here is
 * refused.
 *
 * <p>The authors of flows decide what the hub does with its customers, but they read none of its
 * secrets. Lint reports a violation in the file; {@link Fence} refuses it in the running context.
 */
public final class FlowRights {

  /** Settings with these prefixes belong to the authors of routes, who may read them. */
  private static final Set<String> OWN = Set.of("recado.flow.", "recado.connector.");

  /** The hub's settings that routes may read. None is a secret of the hub. */
  private static final Set<String> SETTINGS =
      Set.of(
          "recado.alert.phone",
          "recado.alert.webhook-url",
          "recado.conversation.debounce",
          "recado.form.answer",
          "recado.form.origins",
          "recado.keep.events",
          "recado.keep.messages",
          "recado.kommo.client-id",
          "recado.kommo.status.answered",
          "recado.kommo.taken.close-talk",
          "recado.kommo.taken.pipeline",
          "recado.kommo.taken.status",
          "recado.lead.incomplete-after",
          "recado.lead.lost-status",
          "recado.lead.won-status",
          "recado.kommo.url",
          "recado.odoo.look-again",
          "recado.odoo.public-url",
          "recado.odoo.settle",
          "recado.odoo.url",
          "recado.opening.areas",
          "recado.opening.follow-up",
          "recado.opening.look-again",
          "recado.opening.settle",
          "recado.waha.base-url",
          "recado.waha.session");

  /** The bean names of the database and of the JSON writer. */
  static final String DATABASE = "dataSource";

  static final String JSON = "jacksonObjectMapper";

  /** Beans whose methods reveal no secret. */
  private static final Set<String> BEANS =
      Set.of(
          "acquaintance",
          "agendaDialogue",
          "attendance",
          "carts",
          "chatbotGuide",
          "commands",
          "daysOff",
          "evolutionAnswers",
          "formFields",
          "httpCalls",
          "httpReads",
          "kommoCrm",
          "kommoRecords",
          "leadOwner",
          "llm",
          "localCrm",
          "metaAnswers",
          "mediaCheck",
          "odoo",
          "odooCrm",
          "odooOrders",
          "openingWords",
          "outcomes",
          "qualification",
          "shop",
          "twilioAnswers",
          "understanding",
          "wahaAnswers",
          "wppconnectAnswers",
          DATABASE,
          JSON);

  private static final Set<String> COMPONENTS =
      Set.of(
          "bean",
          "direct",
          "effect",
          "http",
          "https",
          "kamelet",
          "langchain4j-chat",
          "log",
          "quartz",
          "sql");

  /** Languages as YAML names them; {@code method} is Camel's bean language. */
  private static final Set<String> LANGUAGES =
      Set.of("constant", "simple", "variable", "header", "exchangeProperty", "method", "tokenize");

  /** Types of plain values only: converting a text must not open a file or an address. */
  private static final Pattern TYPES =
      Pattern.compile(
          "(boolean|byte|char|short|int|long|float|double|byte\\[]|\\[B"
              + "|(java\\.lang\\.)?(String|Boolean|Byte|Character|Short|Integer|Long|Float|Double"
              + "|Number|Object|Throwable)"
              + "|java\\.math\\.Big(Decimal|Integer)"
              + "|(java\\.util\\.)?(Map|List|Set|Collection|ArrayList|LinkedHashMap|HashMap|UUID)"
              + "|java\\.time\\.(Instant|Duration|LocalDate|LocalTime|LocalDateTime|ZonedDateTime"
              + "|OffsetDateTime)"
              + "|javax?\\.[a-z.]+\\.[A-Za-z]*(Exception|Error))");

  private FlowRights() {}

  /**
   * Tells whether routes may read a setting.
   *
   * @param name with its dots, such as {@code recado.alert.phone}
   */
  public static boolean setting(String name) {
    return SETTINGS.contains(name) || OWN.stream().anyMatch(name::startsWith);
  }

  /**
   * Lists the hub's settings that routes may read, besides those of the authors.
   *
   * @return names with their dots
   */
  public static Set<String> settings() {
    return SETTINGS;
  }

  /**
   * Lists the beans that routes may call or name.
   *
   * @return their names
   */
  public static Set<String> beans() {
    return BEANS;
  }

  /**
   * Tells whether routes may use a component.
   *
   * @param scheme such as {@code sql}
   */
  public static boolean component(String scheme) {
    return COMPONENTS.contains(scheme);
  }

  /**
   * Tells whether routes may use a language.
   *
   * @param name as YAML has it, such as {@code method}
   */
  public static boolean language(String name) {
    return LANGUAGES.contains(name);
  }

  /**
   * Tells whether routes may convert a value to a type, or catch an exception of that type.
   *
   * @param name of the class, or Camel's short name of it
   */
  public static boolean type(String name) {
    return TYPES.matcher(name).matches();
  }

  /**
   * Tells whether a method of a bean may be called.
   *
   * @param call the name, with or without arguments; no chain of calls
   */
  public static boolean method(String call) {
    return METHOD.matcher(call).matches() && !CHAIN.matcher(call).find();
  }

  private static final Pattern METHOD =
      Pattern.compile("(?s)\\s*(?!(getClass|class)\\b)[A-Za-z_]\\w*\\s*(\\(.*\\))?\\s*");
  private static final Pattern CHAIN = Pattern.compile("\\)\\s*\\??[.\\[]");
}
