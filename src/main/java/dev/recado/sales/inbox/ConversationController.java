package dev.recado.sales.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.ground.web.Times;
import dev.recado.sales.inbox.ConversationQueries.Filter;
import dev.recado.sales.inbox.ConversationQueries.Row;
import dev.recado.sales.inbox.ConversationQueries.Status;
import dev.recado.sales.inbox.ConversationQueries.Word;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.SellerName;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All conversations, for operators. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "chat")
class ConversationController {

  private final ConversationQueries queries;
  private final Customers customers;
  private final Sellers sellers;
  private final ZoneId zone;

  ConversationController(
      ConversationQueries queries,
      Customers customers,
      Sellers sellers,
      @Value("${recado.conversation.timezone}") ZoneId zone) {
    this.queries = queries;
    this.customers = customers;
    this.sellers = sellers;
    this.zone = zone;
  }

  /**
   * A conversation in a list, with its full phone: operators need it to find a customer.
   *
   * @param key the conversation's key, valid for every endpoint
   * @param phone the phone's digits, or the chat id where the phone is hidden
   * @param status {@code ACTIVE}, {@code HANDED_OVER} or {@code OPTED_OUT}
   * @param lastMessageAt when the customer last wrote
   * @param lastLine the last message of either side
   */
  record Listed(
      @JsonProperty("conversation_id") String key,
      String phone,
      @Nullable String name,
      Status status,
      @Nullable String lastIntent,
      @Nullable String awaiting,
      @Nullable SellerName seller,
      Instant startedAt,
      Instant lastMessageAt,
      @Nullable Word lastLine) {}

  @GetMapping("/api/chat/conversations")
  @Operation(
      summary = "Lists conversations by the customer's last message, newest first",
      description = "Begun by customers or by the hub. Phones are in clear.")
  Page<Listed> list(
      @RequestParam(required = false) @Nullable String status,
      @Parameter(description = "The customer last wrote at this time or later; a time, or a day")
          @RequestParam(required = false)
          @Nullable String since,
      @Parameter(description = "The customer last wrote before this time; a day counts to its end")
          @RequestParam(required = false)
          @Nullable String until,
      @Parameter(description = "A part of the customer's name, or of the phone's digits")
          @RequestParam(required = false)
          @Nullable String client,
      @Parameter(description = "The whole phone in any form, or any id of the conversation")
          @RequestParam(required = false)
          @Nullable String phone,
      @Parameter(description = "A part of the customer's name") @RequestParam(required = false)
          @Nullable String name,
      @Parameter(description = "The seller's id") @RequestParam(required = false)
          @Nullable Long seller,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    Filter filter =
        new Filter(
            null,
            status(said(status)),
            time("since", said(since), false),
            time("until", said(until), true),
            key(said(phone)),
            said(name),
            said(client),
            seller);
    Page<Row> page = queries.list(filter, Cursor.read(before), Page.limit(limit));
    Map<Long, Seller> all =
        sellers.all().stream().collect(Collectors.toMap(Seller::id, Function.identity()));
    return new Page<>(page.items().stream().map(row -> listed(row, all)).toList(), page.next());
  }

  private static Listed listed(Row row, Map<Long, Seller> sellers) {
    Long seller = row.seller();
    return new Listed(
        row.key(),
        row.address(),
        row.name(),
        row.status(),
        row.lastIntent(),
        row.awaiting(),
        seller == null ? null : SellerName.of(sellers.get(seller)),
        row.startedAt(),
        row.lastMessageAt(),
        row.lastWord());
  }

  private @Nullable String key(@Nullable String phone) {
    return phone == null
        ? null
        : customers
            .conversation(phone)
            .orElseThrow(
                () -> Refusal.badRequest("The parameter 'phone' is no phone and no conversation."));
  }

  private static @Nullable Status status(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Status.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(
          "The parameter 'status' must be one of "
              + Arrays.stream(Status.values()).map(Status::name).collect(Collectors.joining(", "))
              + ".");
    }
  }

  /** A day is one in the hub's time zone. */
  private @Nullable Instant time(String name, @Nullable String text, boolean end) {
    if (text == null) {
      return null;
    }
    try {
      Instant time =
          text.length() == "2026-01-31".length()
              ? LocalDate.parse(text).plusDays(end ? 1 : 0).atStartOfDay(zone).toInstant()
              : Instant.parse(text);
      return Times.near(time);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw Refusal.badRequest(
          "The parameter '"
              + name
              + "' cannot be read as a time such as 2026-01-31T09:00:00Z or a day such as"
              + " 2026-01-31.");
    }
  }

  private static @Nullable String said(@Nullable String value) {
    return Said.text(value);
  }
}
