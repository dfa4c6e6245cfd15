package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The files that an invoice passes, with a version in each place: in the first and the last route
 * of the flow, in the Kamelet and in the template.
 *
 * <p>They are the project's own files. If a file has changed so much that a place is not found, the
 * bench says so.
 */
final class RouteTexts {

  static final String FLOW = "flows/invoice-notification.camel.yaml";
  static final String TEMPLATE = "templates/fatura-emitida.yaml";
  static final String KAMELET = "kamelets/whatsapp-template.kamelet.yaml";
  static final String CONNECTOR = "connectors/waha.camel.yaml";

  /** First route, last route, template and Kamelet tell their versions in this order. */
  static final String MARK = "Estado (\\d+)/(\\d+)/(\\d+)/(\\d+)";

  private static final String ONCE = "once: \"${body[name]} ";

  /** Checks one property of the flow that each good save keeps and one kind of mistake breaks. */
  private static final String TEST =
      """
      flow: invoice-notification
      cases:
        - name: The customer is told the number of the invoice
          given:
            settings: {recado.odoo.url: ""}
            rows:
              client: [{name: Cliente da prova, phone: "5511912345678", odoo_partner_id: 424242}]
          when:
            webhook: {source: odoo, file: fixtures/swap-invoice.json}
          expect:
            - whatsapp-template: {to: "5511912345678", text: {contains: "INV/2026/00042"}}
      """;

  private static final String FIXTURE =
      """
      {"_action": "Send Webhook Notification(#380)", "_id": 42, "_model": "account.move",
       "access_url": "/my/invoices/42", "amount_residual": 340.5, "amount_total": 340.5, "id": 42,
       "invoice_date_due": "2026-12-05", "name": "INV/2026/00042", "partner_id": 424242,
       "payment_state": "not_paid"}
      """;

  private final String flow;
  private final String template;
  private final String kamelet;
  private final String connector;

  private RouteTexts(Path routes) throws IOException {
    flow = Files.readString(routes.resolve(FLOW));
    template = Files.readString(routes.resolve(TEMPLATE));
    kamelet = Files.readString(routes.resolve(KAMELET));
    connector = Files.readString(routes.resolve(CONNECTOR));
  }

  static RouteTexts of(Path routes) throws IOException {
    return new RouteTexts(routes);
  }

  /** The only test, which each save must pass; the project's own tests check more of the texts. */
  static Map<String, String> tests() {
    return Map.of(
        "tests/invoice-notification.test.yaml", TEST, "tests/fixtures/swap-invoice.json", FIXTURE);
  }

  String flow(int version) {
    String first = version("versaoFluxo", version);
    String last = version("versaoAviso", version);
    return after(
        "- setVariable: {name: cliente, simple: \"${variable.customer[name]}\"}\n",
        last,
        after("- setVariable: {name: caminho, simple: \"${body[access_url]}\"}\n", first, flow));
  }

  private static String version(String name, int version) {
    return "- setVariable: {name: %s, constant: \"%d\"}".formatted(name, version).indent(8);
  }

  /** The same flow under other ids; runs that began under the old ids must end there. */
  String renamed(int version) {
    return flow(version).replace("invoice-announce", "invoice-announcement");
  }

  String template(int version) {
    String places = "  versaoFluxo: text\n  versaoAviso: text\n  versaoKamelet: text\n";
    String mark = "Estado {{versaoFluxo}}/{{versaoAviso}}/" + version + "/{{versaoKamelet}}";
    return after("parameters:\n", places, template).stripTrailing() + "\n\n  " + mark + "\n";
  }

  String kamelet(int version) {
    String first = "        - to:\n            uri: \"effect:whatsapp-template\"";
    String step =
        "        - setVariable:\n            name: versaoKamelet\n            constant: \"%d\"\n"
            .formatted(version);
    return swapped(first, step + first, kamelet);
  }

  String connector(int version) {
    return swapped("description: Sends", "description: Of state " + version + ", sends", connector);
  }

  /** Ends in the middle of a text, as no YAML does. */
  String cut(int version) {
    String text = flow(version);
    return text.substring(0, at(ONCE, text) + ONCE.length());
  }

  /** May well be YAML, but half of the routes are missing. */
  String half(int version) {
    String text = flow(version);
    return text.substring(0, text.length() / 2);
  }

  String unknownDirect(int version) {
    String to = "to: direct:invoice-announce\n";
    return swapped(to, "to: direct:invoice-anounce\n", flow(version));
  }

  String unknownKamelet(int version) {
    return swapped("kamelet:whatsapp-template", "kamelet:whatsapp-templat", flow(version));
  }

  String unknownOption(int version) {
    return swapped("variableReceive:", "variableRecieve:", flow(version));
  }

  /** It runs, but sends customers a wrong number: only a test can find that. */
  String failingTest(int version) {
    String number = "simple: \"${body[name]}\"";
    return swapped(number, "simple: \"${body[id]}\"", flow(version));
  }

  private static String after(String place, String what, String text) {
    return swapped(place, place + what, text);
  }

  private static String swapped(String place, String by, String text) {
    int at = at(place, text);
    return text.substring(0, at) + by + text.substring(at + place.length());
  }

  private static int at(String place, String text) {
    int at = text.indexOf(place);
    if (at < 0) {
      throw new IllegalStateException(
          "The routes of this project have no \""
              + place.strip()
              + "\" any more; RouteTexts"
              + " must follow them");
    }
    return at;
  }
}
