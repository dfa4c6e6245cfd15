package dev.recado.sales.handover;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.handover.Command.Verb;
import dev.recado.sales.handover.Commands.Order;
import dev.recado.sales.handover.Commands.Reading;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tells and changes who answers a conversation, the hub or a person. Sellers' tools call it. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "vendedores")
class BotController {

  private static final String API = "api";

  private final Commands commands;
  private final HandOvers handOvers;
  private final Sellers sellers;
  private final Customers customers;

  BotController(Commands commands, HandOvers handOvers, Sellers sellers, Customers customers) {
    this.commands = commands;
    this.handOvers = handOvers;
    this.sellers = sellers;
    this.customers = customers;
  }

  /** The body of a control: an action and the conversation. */
  record Control(
      @JsonAlias("acao") @Nullable String action,
      @JsonProperty("conversation_id") @JsonAlias({"conversa_id", "conversa"})
          @Nullable String conversation,
      @JsonProperty("contact_id") @JsonAlias("contato_id") @Nullable String contact,
      @JsonProperty("lead_id") @Nullable String lead,
      @JsonAlias("telefone") @Nullable String phone,
      @JsonAlias("motivo") @Nullable String reason) {

    Customers.Whom whom() {
      return new Customers.Whom(phone, conversation, contact, lead);
    }
  }

  /** The state afterwards. */
  record Standing(
      String status,
      String action,
      @JsonProperty("conversation_id") String conversation,
      @JsonProperty("bot_ativo") boolean bot,
      @Nullable Instant desde,
      @Nullable String responsavel,
      @JsonProperty("volta_em") @Nullable Instant returnsAt,
      String mensagem) {}

  @PostMapping("/bot-control")
  @Operation(summary = "Pauses the robot in a conversation, resumes it, or tells its state")
  Standing control(@RequestBody Control control, @Nullable Principal caller) {
    Command command = new Command(verb(control.action()), null);
    Order order = requireOrder(commands.read(command, customers.address(control.whom())));
    return carryOut(order, new By(name(caller), API, control.reason(), null));
  }

  private static Verb verb(@Nullable String action) {
    return switch (action == null ? "" : action.strip().toLowerCase(Locale.ROOT)) {
      case "pause", "pausar" -> Verb.TAKE;
      case "resume", "retomar", "voltar" -> Verb.GIVE_BACK;
      case "status" -> Verb.STATUS;
      default ->
          throw Refusal.badRequest("O campo 'action' deve ser 'pause', 'resume' ou 'status'.");
    };
  }

  /** The body of a command: the command and the seller. */
  record Ordered(
      @JsonAlias("command") @Nullable String comando,
      @JsonProperty("vendedor_id") @Nullable Long seller,
      @JsonAlias("phone") @Nullable String telefone) {}

  @PostMapping("/vendedor/comandos")
  @Operation(summary = "Carries out a seller's command, such as /assumir 12345")
  Standing command(@RequestBody Ordered ordered, @Nullable Principal caller) {
    Command command =
        Command.read(ordered.comando())
            .orElseThrow(
                () ->
                    Refusal.badRequest(
                        "O campo 'comando' deve ser /assumir, /liberar, #pausar, #voltar ou"
                            + " #status, com o número do lead, o do contato ou o telefone."));
    By by =
        new By(authorName(ordered, command, caller), API, "Comando: " + ordered.comando(), null);
    return carryOut(requireOrder(commands.read(command, null)), by);
  }

  private String authorName(Ordered ordered, Command command, @Nullable Principal caller) {
    if (ordered.seller() == null && ordered.telefone() == null) {
      return name(caller);
    }
    Optional<Seller> seller =
        ordered.seller() != null
            ? sellers.byId(ordered.seller())
            : Optional.ofNullable(ordered.telefone()).flatMap(sellers::byPhone);
    return seller.map(Seller::name).orElseThrow(() -> refuse(command, caller));
  }

  private Refusal refuse(Command command, @Nullable Principal caller) {
    String why = "Este comando é só para vendedores cadastrados.";
    Optional.ofNullable(command.target())
        .flatMap(commands::find)
        .ifPresent(
            address ->
                handOvers.refused(
                    Contacts.conversation(address), new By(name(caller), API, why, null)));
    return Refusal.forbidden(why);
  }

  private static Order requireOrder(Reading reading) {
    if (reading instanceof Order order) {
      return order;
    }
    throw Refusal.missing(((Commands.Refusal) reading).why());
  }

  /** The word that callers of {@code /bot-control} use for the action. */
  private static String action(Verb verb) {
    return switch (verb) {
      case TAKE -> "pause";
      case GIVE_BACK -> "resume";
      case STATUS -> "status";
    };
  }

  private Standing carryOut(Order order, By by) {
    String reply = commands.obey(order, by);
    HandOvers.State state = handOvers.of(order.address());
    return new Standing(
        "ok",
        action(order.verb()),
        Contacts.conversation(order.address()),
        state.bot(),
        state.since(),
        state.who(),
        state.returnsAt(),
        reply);
  }

  private static String name(@Nullable Principal caller) {
    return caller == null ? API : caller.getName();
  }
}
