package dev.recado.sales.proactive;

import dev.recado.chat.entity.PersonNames;
import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.Intents;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.Event;
import dev.recado.spine.outbox.Messages;
import dev.recado.spine.outbox.Messages.Said;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Finds the first message of a conversation, for the Kamelet {@code compose-opening-action}. */
public final class OpeningWords {

  /** The first message tells the contact how to opt out. */
  static final String WAY_OUT = "Se não quiser receber mensagens, é só responder *sair*.";

  private static final String TEMPLATE = "abertura";

  /** The contact's last action says more than the subject. */
  private static final Map<String, String> BY_TRIGGER =
      Map.of("download", "abertura_download", "agendamento", "abertura_agendamento");

  private static final Map<String, String> TRIGGERS =
      Map.of(
          "formulario", "formulário do site",
          "site", "formulário do site",
          "rdstation", "conversão no RD Station",
          "download", "download de material",
          "agendamento", "pedido de agendamento",
          "oportunidade", "oportunidade no RD Station",
          "kommo", "lead novo no Kommo",
          "api", "pedido por API");

  private final Intents intents;
  private final Business business;
  private final Messages messages;

  OpeningWords(Intents intents, Business business, Messages messages) {
    this.intents = intents;
    this.business = business;
    this.messages = messages;
  }

  /**
   * Sets the variable {@code opening}, a map whose shape {@code compose-opening-action} describes.
   *
   * @param exchange of the flow for {@code conversation.started}, with that event as its body. Its
   *     variable {@code openingAreas} lists the areas with a greeting, separated by commas; empty
   *     means all
   */
  public void set(Exchange exchange) {
    Event event = Effects.of(exchange).event();
    String areas = exchange.getVariable("openingAreas", String.class);
    exchange.setVariable("opening", find(event.id(), event.body(), areas));
  }

  Map<String, @Nullable Object> find(
      UUID event, Map<String, @Nullable Object> body, @Nullable String areas) {
    String area = text(body, "area");
    String ungreeted = ungreeted(area, areas);
    Map<?, ?> seller = body.get("seller") instanceof Map<?, ?> map ? map : Map.of();
    Optional<String> whole = PersonNames.answer(text(body, "name"));
    String name = whole.map(OpeningWords::first).orElse(null);
    // Without a known area, the company is the sender, whoever answers later.
    String spokesman = area == null ? null : text(seller, "name");
    Map<String, @Nullable Object> words = new HashMap<>();
    words.put("nome", name);
    words.put("vendedor", spokesman);
    words.put("area", area);
    words.put("empresa", business.name());
    words.put("template", template(trigger(body), area));
    words.put("responsible", text(seller, "externalId"));
    words.put("source", Optional.ofNullable(text(body, "origin")).orElse(source(body)));
    words.put("ungreeted", ungreeted);
    words.put("summary", summary(body, text(seller, "name"), ungreeted));
    words.put("cliente", whole.orElse(null));
    words.put("who", whole.orElse("contato sem nome"));
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "nome", name);
    put(facts, "vendedor", spokesman);
    put(facts, "area", area);
    facts.put("motivo", told(trigger(body)));
    words.put("reply", ungreeted == null ? reply(event, body, facts).orElse(null) : null);
    return words;
  }

  /** An area in the settings that the company does not have matches no contact. */
  private @Nullable String ungreeted(@Nullable String area, @Nullable String areas) {
    String listed = areas == null ? "" : areas.strip();
    boolean greeted =
        listed.isEmpty()
            || Stream.of(listed.split(",", -1))
                .flatMap(name -> business.areaIn(name).stream())
                .anyMatch(name -> name.equals(area));
    if (greeted) {
      return null;
    }
    return area == null
        ? "Sem saudação automática: a área de interesse não é conhecida, e só são cumprimentadas "
            + listed
        : "Sem saudação automática: a área '"
            + area
            + "' não está entre as que são cumprimentadas ("
            + listed
            + ")";
  }

  private static String trigger(Map<?, ?> body) {
    return Optional.ofNullable(text(body, "trigger")).orElse("api");
  }

  private String template(String trigger, @Nullable String area) {
    String fitting = BY_TRIGGER.get(trigger);
    return fitting == null
        ? Optional.ofNullable(area).flatMap(business::opening).orElse(TEMPLATE)
        : fitting;
  }

  private static String source(Map<?, ?> body) {
    return switch (trigger(body)) {
      case "rdstation", "oportunidade" -> "RD Station";
      case "kommo" -> "Kommo";
      case "api" -> "API";
      default -> "Site";
    };
  }

  /** A repeated run says the same as the run before, never the same thing in other words. */
  private Optional<String> reply(UUID event, Map<?, ?> body, Map<String, String> facts) {
    Optional<Said> said = messages.firstOf(event);
    if (said.isPresent()) {
      return said.filter(before -> before.kind().equals("whatsapp-text")).map(Said::text);
    }
    return Boolean.TRUE.equals(body.get("optedOut"))
        ? Optional.empty()
        : intents.compose(facts, text(body, "message")).map(reply -> reply + "\n\n" + WAY_OUT);
  }

  private static String summary(
      Map<?, ?> body, @Nullable String seller, @Nullable String ungreeted) {
    return Stream.of(
            ungreeted == null
                ? "Conversa iniciada pelo Recado (" + told(trigger(body)) + ")."
                : "Contato recebido pelo Recado (" + told(trigger(body)) + "). " + ungreeted + ".",
            line("Área: ", text(body, "area")),
            line("Vendedor: ", seller),
            line("Origem: ", text(body, "origin")),
            line("Mensagem do cliente: ", text(body, "message")),
            line("Atenção: ", text(body, "reason")))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String told(String trigger) {
    return TRIGGERS.getOrDefault(trigger, trigger);
  }

  private static String line(String label, @Nullable String value) {
    return value == null ? "" : label + value;
  }

  private static void put(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  /** People greet each other by first name. */
  private static String first(String name) {
    int blank = name.indexOf(' ');
    return blank < 0 ? name : name.substring(0, blank);
  }

  private static @Nullable String text(Map<?, ?> map, String field) {
    Object value = map.get(field);
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() ? null : text;
  }
}
