package dev.recado.systems.odoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.Events;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds posted and paid invoices whose present state no webhook has reported, and puts them into
 * the log as if a webhook had come.
 *
 * <p>Odoo tries a webhook once, for one second, and then forgets it. The usual place, which knows
 * what the customer was told last, decides whether there is something new to tell; the reconciler
 * only raises the question. The first look only sets the mark, because nobody wants messages about
 * last year's invoices.
 */
final class InvoiceReconciler {

  private static final Logger log = LoggerFactory.getLogger(InvoiceReconciler.class);
  private static final DateTimeFormatter ODOO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int PAGE = 200;

  /** All payment states except those where nothing is due and no payment has come. */
  private static final List<String> PAYMENT_STATES =
      List.of("not_paid", "partial", "in_payment", "paid");

  private static final String FIELDS =
      "name,state,move_type,partner_id,amount_total,amount_residual,invoice_date_due,"
          + "payment_state,access_url,write_date";

  private final Odoo odoo;
  private final OdooSettings settings;
  private final ReconcileCursor cursor;
  private final Events events;
  private final InboundLog inbound;
  private final Clock clock;

  InvoiceReconciler(
      Odoo odoo,
      OdooSettings settings,
      ReconcileCursor cursor,
      Events events,
      InboundLog inbound,
      Clock clock) {
    this.odoo = odoo;
    this.settings = settings;
    this.cursor = cursor;
    this.events = events;
    this.inbound = inbound;
    this.clock = clock;
  }

  /**
   * Looks once.
   *
   * @return how many invoices were put into the log
   * @throws RuntimeException if Odoo, the tables or the log is away; the mark has not moved then,
   *     and the next look covers the same time
   */
  int reconcile() {
    if (!odoo.configured()) {
      return 0;
    }
    Instant now = clock.instant();
    Optional<ReconcileCursor.Mark> mark = cursor.read("odoo.invoices");
    if (mark.isEmpty()) {
      cursor.write("odoo.invoices", new ReconcileCursor.Mark(now, now));
      // There is nothing to ask for yet, but this call reveals a wrong setting before the first
      // invoice.
      odoo.knock();
      return 0;
    }
    return since(mark.get());
  }

  private int since(ReconcileCursor.Mark mark) {
    Instant readTo = mark.readTo();
    List<CompletableFuture<Void>> appended = new ArrayList<>();
    for (int offset = 0; ; offset += PAGE) {
      List<Map<String, @Nullable Object>> page = page(mark, offset);
      for (Map<String, @Nullable Object> invoice : page) {
        Instant written = written(invoice);
        readTo = written.isAfter(readTo) ? written : readTo;
        if (!told(invoice, written)) {
          appended.add(inbound.append(record(invoice)));
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    appended.forEach(CompletableFuture::join);
    cursor.write("odoo.invoices", new ReconcileCursor.Mark(mark.since(), readTo));
    if (!appended.isEmpty()) {
      log.info(
          "{} invoices whose present state no webhook had reported were put into the log",
          appended.size());
    }
    return appended.size();
  }

  /** Whether the newest event of the invoice gives the same facts as Odoo does now. */
  private boolean told(Map<String, @Nullable Object> invoice, Instant written) {
    return events
        .latest(subject(invoice), OdooEvents.invoice(invoice))
        .filter(event -> InvoiceFacts.of(invoice).toldBy(event, written))
        .isPresent();
  }

  /**
   * Reads one page. Odoo has no date of posting, so the date of the invoice keeps out old invoices
   * that were only touched.
   */
  private List<Map<String, @Nullable Object>> page(ReconcileCursor.Mark mark, int offset) {
    List<Object> domain =
        List.of(
            List.of("move_type", "=", "out_invoice"),
            List.of("state", "=", "posted"),
            List.of("payment_state", "in", PAYMENT_STATES),
            List.of("write_date", ">=", time(mark.readTo().minus(settings.reconcileOverlap()))),
            List.of(
                "invoice_date",
                ">=",
                time(mark.since().minus(Duration.ofDays(1))).substring(0, 10)));
    return odoo.searchRead("account.move", domain, FIELDS, "write_date, id", PAGE, offset);
  }

  private static String time(Instant instant) {
    return ODOO_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static Instant written(Map<String, @Nullable Object> invoice) {
    String text = String.valueOf(invoice.get("write_date"));
    return LocalDateTime.parse(text.substring(0, 19), ODOO_TIME).toInstant(ZoneOffset.UTC);
  }

  private static String subject(Map<String, @Nullable Object> invoice) {
    return "odoo:account.move:" + invoice.get("id");
  }

  private InboundRecord record(Map<String, @Nullable Object> invoice) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(invoice);
    body.put("_action", "reconcile");
    body.put("_id", invoice.get("id"));
    body.put("_model", "account.move");
    String state = InvoiceFacts.of(invoice) + "|" + invoice.get("write_date");
    Identity identity =
        new Identity(
            "account.move:"
                + invoice.get("id")
                + ":reconciled:"
                + StableId.hash(state.getBytes(StandardCharsets.UTF_8)),
            subject(invoice));
    return InboundRecord.of(
        OdooWebhooks.NAME, identity, clock.instant(), "application/json", json(body));
  }

  private static byte[] json(Map<String, @Nullable Object> body) {
    try {
      return OdooJson.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON cannot be written as JSON", e);
    }
  }
}
