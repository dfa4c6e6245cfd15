package dev.recado;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A customer with a simulated phone, who writes and reads the answers. */
public final class Customer {

  private static final String OUT_OF_HOURS = "Agora estamos fora do horário";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HubProcess hub;
  private final Invoices sender;
  private final String phone;
  private int read;

  /**
   * Creates a customer.
   *
   * @param hub the hub that the customer writes to
   * @param phone the customer's digits
   */
  public Customer(HubProcess hub, String phone) {
    this.hub = hub;
    this.sender = new Invoices(hub);
    this.phone = phone;
  }

  /**
   * Writes a text.
   *
   * @param text as the customer types it
   * @return the id of the hub's event
   */
  public String says(String text) {
    return writes(Map.of("text", text));
  }

  /**
   * Writes a message of any kind.
   *
   * @param draft as the simulator takes it
   * @return the id of the hub's event
   */
  public String writes(Map<String, String> draft) {
    try {
      HttpResponse<String> answer =
          sender.deliver(
              "/simulator/phones/" + phone + "/messages",
              JSON.writeValueAsString(draft).getBytes(StandardCharsets.UTF_8));
      if (answer.statusCode() != 202) {
        throw new AssertionError(answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body()).path("event").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for the next message of the business.
   *
   * @return its text
   */
  public String hears() {
    await("an answer to " + phone).atMost(LIMIT).until(() -> heard().size() > read);
    return heard().get(read++);
  }

  /**
   * Lists the texts that the customer has received so far. It leaves out when a person will answer,
   * because that depends on the hour of the test.
   *
   * @return the texts of the business, oldest first
   */
  public List<String> heard() {
    try {
      List<String> texts = new ArrayList<>();
      for (JsonNode line :
          JSON.readTree(hub.get("/simulator/phones/" + phone + "/messages").body())) {
        String text = line.path("text").asText();
        if (line.path("fromMe").asBoolean() && !text.startsWith(OUT_OF_HOURS)) {
          texts.add(text);
        }
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the hub has handled everything that the customer wrote. */
  public void isThroughWith() {
    await("the turns of " + phone)
        .atMost(LIMIT)
        .until(
            () ->
                hub.count(
                        """
                        select count(*) from chat_message m left join event t on t.id = m.turn_id
                         where m.conversation = '%s' and m.author = 'CUSTOMER'
                           and (t.id is null or t.state in ('WAITING', 'RETRY'))
                        """
                            .formatted(dev.recado.spine.outbox.Contacts.conversation(phone)))
                    == 0);
  }
}
