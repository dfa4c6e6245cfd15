package bench;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The invoices of a run and their customers, by index.
 *
 * <p>The first invoice is posted while the hub starts. It belongs to a customer that the hub knows
 * from the start; the others go to the inserted customers in turn.
 */
record Invoices(int clients) {

  static final int FIRST_PARTNER = 1000;

  /** The last eight digits of the first inserted phone; they distinguish Brazilian numbers. */
  static final int FIRST_PHONE = 80_000_000;

  static final int NONE = -1;

  private static final String YEAR = "2026";
  private static final Pattern NAME = Pattern.compile("INV\\\\?/" + YEAR + "\\\\?/(\\d{1,9})");
  private static final Pattern PHONE = Pattern.compile("(\\d{8})(@|$)");
  private static final String DUE_DATE = LocalDate.now().plusDays(14).toString();

  /** Writes a webhook's body as Odoo 17 does. */
  String body(int invoice) {
    int id = invoice + 1;
    String amount = (100 + id % 900) + ".0";
    return "{\"_action\": \"Send Webhook Notification(#380)\", \"_id\": "
        + id
        + ", \"_model\": \"account.move\", \"access_url\": \"/my/invoices/"
        + id
        + "\", \"amount_residual\": "
        + amount
        + ", \"amount_total\": "
        + amount
        + ", \"id\": "
        + id
        + ", \"invoice_date_due\": \""
        + DUE_DATE
        + "\", \"name\": \""
        + name(invoice)
        + "\", \"partner_id\": "
        + partner(invoice)
        + ", \"payment_state\": \"not_paid\"}";
  }

  /** Returns the invoice's number in Odoo, which is also in the message to the customer. */
  static String name(int invoice) {
    String number = Integer.toString(invoice + 1);
    return "INV/" + YEAR + "/" + "0".repeat(Math.max(0, 5 - number.length())) + number;
  }

  /**
   * Finds the invoice that a message is about, or −1 if there is none or the chat is wrong.
   *
   * @param posted how many invoices there are so far
   */
  int find(String text, String chatId, int posted) {
    Matcher name = NAME.matcher(text);
    Matcher phone = PHONE.matcher(chatId);
    if (!name.find() || !phone.find()) {
      return NONE;
    }
    int invoice = Integer.parseInt(name.group(1)) - 1;
    boolean known = invoice >= 0 && invoice < posted;
    return known && phone(invoice) == Integer.parseInt(phone.group(1)) ? invoice : NONE;
  }

  private int partner(int invoice) {
    return FIRST_PARTNER + invoice % clients;
  }

  private int phone(int invoice) {
    return FIRST_PHONE + invoice % clients;
  }
}
