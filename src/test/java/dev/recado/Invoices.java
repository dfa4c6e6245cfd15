package dev.recado;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/** Sends invoices like Odoo, but with more patience: it repeats refused ones. */
public final class Invoices {

  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HubProcess hub;
  private final Map<String, String> accepted = new ConcurrentHashMap<>();

  /**
   * Creates a sender.
   *
   * @param hub the hub to send to
   */
  public Invoices(HubProcess hub) {
    this.hub = hub;
  }

  /**
   * One invoice.
   *
   * @param id in Odoo
   * @param partner the customer's id in Odoo
   * @param amount as it is written in the body
   */
  public record Invoice(int id, int partner, String amount) {

    /** Its number, which appears in the message to the customer. */
    public String number() {
      return "INV/2026/%05d".formatted(id);
    }

    /** The webhook's body, exactly as Odoo 17 writes it. */
    public String body() {
      return ("{\"_action\": \"Send Webhook Notification(#375)\", \"_id\": %d, \"_model\":"
              + " \"account.move\", \"access_url\": \"/my/invoices/%d\", \"amount_residual\": %s,"
              + " \"amount_total\": %s, \"id\": %d, \"invoice_date_due\": \"2026-12-05\","
              + " \"name\": \"%s\", \"partner_id\": %d, \"payment_state\": \"not_paid\"}")
          .formatted(id, id, amount, amount, id, number(), partner);
    }
  }

  /**
   * Makes an invoice with a unique number.
   *
   * @param partner the customer's id in Odoo
   * @return not yet sent
   */
  public static Invoice next(int partner) {
    return new Invoice(NUMBERS.incrementAndGet(), partner, "340.5");
  }

  /**
   * Sends a body once.
   *
   * @param body as it is
   * @return the answer
   * @throws IOException if there was none
   */
  public HttpResponse<String> post(String body) throws IOException {
    return post("/webhooks/odoo/" + HubProcess.ODOO_TOKEN, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a body once.
   *
   * @param path where to
   * @param body as it is
   * @param headers name, value, name, value …
   * @return the answer
   * @throws IOException if there was none
   */
  public HttpResponse<String> post(String path, byte[] body, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length == 0) {
      request.header("Content-Type", "application/json");
    } else {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Sends a body until the answer is something other than "try again", which a hub on a busy
   * machine may answer at first.
   *
   * @param path where to
   * @param body as it is
   * @param headers name, value, name, value …
   * @return the answer
   */
  public HttpResponse<String> deliver(String path, byte[] body, String... headers) {
    return await("an answer to " + path)
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .until(() -> post(path, body, headers), answer -> answer.statusCode() != 503);
  }

  /**
   * Sends until the hub accepts the invoice.
   *
   * @param invoice the invoice
   * @param patience how long to repeat after a 503 or no answer
   * @return whether it was accepted
   */
  public boolean send(Invoice invoice, Duration patience) {
    try {
      await("invoice " + invoice.number() + " is accepted")
          .atMost(patience)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> sendOnce(invoice));
      return true;
    } catch (ConditionTimeoutException givenUp) {
      return false;
    }
  }

  private boolean sendOnce(Invoice invoice) {
    try {
      HttpResponse<String> answer = post(invoice.body());
      if (answer.statusCode() == 202) {
        accepted.put(invoice.number(), id(answer));
      } else if (answer.statusCode() != 503) {
        throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer.statusCode() == 202;
    } catch (IOException notAnswered) {
      // It is not known whether the hub has it, so it is sent again.
      return false;
    }
  }

  /**
   * Reads the event id from an acceptance.
   *
   * @param answer a 202
   * @return the event's id
   */
  public static String id(HttpResponse<String> answer) {
    Matcher id = ID.matcher(answer.body());
    if (!id.find()) {
      throw new AssertionError("no id in " + answer.body());
    }
    return id.group(1);
  }

  /**
   * Sends many invoices in the background.
   *
   * @param partnerFrom the first customer
   * @param partners how many customers take turns
   * @param count how many invoices
   * @param senders how many are sent at a time
   * @param patience see {@link #send}
   * @return the load, which ends when all are sent or given up
   */
  public Load load(int partnerFrom, int partners, int count, int senders, Duration patience) {
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    List<Callable<Boolean>> work =
        IntStream.range(0, count)
            .mapToObj(n -> next(partnerFrom + n % partners))
            .<Callable<Boolean>>map(invoice -> () -> send(invoice, patience))
            .toList();
    work.forEach(threads::submit);
    threads.shutdown();
    return new Load(threads);
  }

  /**
   * Invoices that are being sent.
   *
   * @param threads the senders
   */
  public record Load(ExecutorService threads) {

    /** Waits until all are sent or given up. */
    public void join() {
      try {
        if (!threads.awaitTermination(3, TimeUnit.MINUTES)) {
          throw new AssertionError("The senders do not come to an end");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Lists the invoices that the hub has acknowledged.
   *
   * @return event ids by invoice number
   */
  public Map<String, String> accepted() {
    return Map.copyOf(accepted);
  }
}
