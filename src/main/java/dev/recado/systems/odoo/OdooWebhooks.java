package dev.recado.systems.odoo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenSource;
import dev.recado.spine.ingress.Webhook;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of Odoo's automation rules: the token is in the path; there is no signature, no event id
 * and no time stamp.
 *
 * <p>The key is the record and the hash of the body. Odoo sorts its keys, so a webhook that a
 * serialization retry repeats has the same bytes (docs/contracts.md#odoo-webhooks).
 *
 * <p>For an invoice, the same bytes may still be news: an amount that was changed and changed back,
 * or a customer whose phone was corrected. Each webhook of an invoice is therefore an event of its
 * own, and a repeated message is dropped when it would be written to the outbox. So is each webhook
 * of a contact, whose phone may be changed and changed back; noting it twice changes nothing.
 */
final class OdooWebhooks extends TokenSource {

  static final String NAME = "odoo";

  private static final String INVOICE = "account.move:";
  private static final String CONTACT = "res.partner:";

  OdooWebhooks(String token) {
    super(NAME, token);
  }

  @Override
  public Identity identify(Webhook webhook) {
    String record = record(webhook.body());
    boolean again = record.startsWith(INVOICE) || record.startsWith(CONTACT);
    String arrival = again ? ":" + webhook.receivedAt() : "";
    return new Identity(
        record + arrival + ":" + StableId.hash(webhook.body()), NAME + ":" + record);
  }

  /** The model and id of the record, read without a tree of the whole body. */
  private static String record(byte[] body) {
    String model = null;
    String id = null;
    String number = null;
    try (JsonParser parser = OdooJson.MAPPER.getFactory().createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "unreadable";
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("_model")) {
          model = parser.getValueAsString();
        } else if (field.equals("_id") || field.equals("id") && id == null) {
          id = parser.getValueAsString();
        }
        if (field.equals(FlatInvoice.NUMBER)) {
          number = parser.getValueAsString();
        }
        parser.skipChildren();
      }
      return model == null && number != null ? "invoice:" + number : complete(model, id);
    } catch (IOException unreadable) {
      return "unreadable";
    }
  }

  private static String complete(@Nullable String model, @Nullable String id) {
    return model == null || id == null ? "unreadable" : model + ":" + id;
  }
}
