package dev.recado.chat.turn;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets an operator say something in a conversation: a given message, or the hub's answer again. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "proactive")
public class ResponseController {

  /** The limit of WhatsApp. */
  private static final int LONGEST = 65_536;

  private final Answers answers;
  private final Customers customers;

  public ResponseController(Answers answers, Customers customers) {
    this.answers = answers;
    this.customers = customers;
  }

  /** The body: the conversation and the message. Without a message, the hub answers by itself. */
  record Response(
      @JsonProperty("conversation_id") @JsonAlias({"conversation", "conversa"})
          @Nullable String conversation,
      @JsonAlias("telefone") @Nullable String phone,
      @JsonProperty("lead_id") @JsonAlias("leadId") @Nullable String leadId,
      @JsonProperty("contact_id") @JsonAlias("contactId") @Nullable String contactId,
      @JsonAlias("mensagem") @Nullable String message) {

    Customers.Whom whom() {
      return new Customers.Whom(phone, conversation, contactId, leadId);
    }
  }

  /** The id of the outbox message, or of the turn's event. */
  record Given(UUID id, String status, String mensagem) {}

  @PostMapping("/send-response")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Says something in a conversation: the given message, or what the hub answers",
      description =
          "With 'message': those words, through the outbox and its gate; the id is the message's."
              + " Without: the customer's last message is answered anew; the id is the event's")
  Given respond(@RequestBody Response asked) {
    String address = customers.address(asked.whom());
    String message = asked.message() == null ? "" : asked.message().replace("\u0000", "").strip();
    if (message.length() > LONGEST) {
      throw Refusal.badRequest(
          "O campo 'message' (ou 'mensagem') tem mais de " + LONGEST + " caracteres.");
    }
    return message.isEmpty()
        ? answerAgain(Contacts.conversation(address))
        : new Given(answers.say(address, message), "queued", "Mensagem na fila de envio.");
  }

  private Given answerAgain(String conversation) {
    return answers
        .anew(conversation)
        .map(turn -> new Given(turn, "answering", "O Recado vai responder à última mensagem."))
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "O contato ainda não escreveu nada: informe 'message' (ou 'mensagem')."));
  }
}
