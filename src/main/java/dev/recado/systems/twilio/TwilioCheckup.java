package dev.recado.systems.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Asks Twilio how the account of a channel is; nothing is sent to anybody. */
final class TwilioCheckup {

  private final HttpClient http;
  private final ObjectMapper json;

  TwilioCheckup(HttpClient http, ObjectMapper json) {
    this.http = http;
    this.json = json;
  }

  /** What Twilio answered. */
  private record Told(int status, JsonNode body) {}

  Checkup of(Channel channel) {
    TwilioAccount account = TwilioAccount.of(channel);
    HttpGet request = new HttpGet(account.account());
    byte[] pair = (account.sid() + ":" + account.token()).getBytes(StandardCharsets.UTF_8);
    request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    try {
      return checkup(channel, http.execute(request, this::read));
    } catch (IOException e) {
      return Checkup.wrong(
          "A Twilio não responde em "
              + account.api()
              + ": confira a rede do hub e o campo 'apiUrl' (TWILIO_API_URL) ("
              + e.getClass().getSimpleName()
              + ").");
    }
  }

  private Told read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    return new Told(response.getCode(), tree(body));
  }

  private JsonNode tree(byte[] body) throws IOException {
    try {
      JsonNode tree = json.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static Checkup checkup(Channel channel, Told told) {
    if (told.status() == 401 || told.status() == 404) {
      return Checkup.wrong(
          "A Twilio recusa o AccountSid ou o AuthToken. Copie os dois da página inicial do console da Twilio para os campos"
              + " 'accountSid' e 'authToken' (TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN).");
    }
    String state = told.body().path("status").asText("");
    return told.status() == 200 && told.body().path("sid").isTextual()
        ? state(channel, state, "Trial".equals(told.body().path("type").asText()))
        : Checkup.wrong(
            "A resposta (HTTP %d) não é a da Twilio: confira o campo 'apiUrl' (TWILIO_API_URL), ou repita o teste mais tarde."
                .formatted(told.status()));
  }

  private static Checkup state(Channel channel, String state, boolean trial) {
    String number = TwilioAddress.digits(channel.setting(TwilioProvider.FROM));
    return switch (state) {
      case "active" -> active(trial, number);
      case "suspended" ->
          Checkup.wrong(
              "A conta da Twilio está suspensa, e nada sai: confira o saldo e os avisos no console da Twilio.");
      case "closed" ->
          Checkup.wrong("A conta da Twilio está encerrada: crie outra, ou use outro provedor.");
      default ->
          Checkup.wrong(
              "A conta da Twilio está em um estado que o hub não conhece: veja o console da Twilio.");
    };
  }

  private static Checkup active(boolean trial, @Nullable String number) {
    return Checkup.well(
        trial
            ? "A conta está ativa, mas é de teste (Trial): só números verificados no console da Twilio, ou que entraram no"
                + " sandbox, recebem mensagens. Para escrever a todos, faça o upgrade da conta."
            : "A conta está ativa.",
        number);
  }
}
