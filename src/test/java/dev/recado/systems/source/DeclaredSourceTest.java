package dev.recado.systems.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.intake.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a webhook, by what a file declares. */
class DeclaredSourceTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> query = new HashMap<>();
  private @Nullable String token;
  private Instant now = NOON;

  private static DeclaredSource shop(String more) {
    return SourceFiles.source(
        "shop",
        "name: shop\ndescription: Orders.\n" + more,
        Map.of("recado.sources.shop.secret", "s3cret"));
  }

  /** Null for a name that is not there, as in a request. */
  @SuppressWarnings("NullAway")
  private static Function<String, String> of(Map<String, String> values) {
    return name -> values.get(name);
  }

  private Webhook webhook(String body) {
    return webhook(body, "application/json");
  }

  private Webhook webhook(String body, String type) {
    return new Webhook(
        token, type, of(headers), of(query), body.getBytes(StandardCharsets.UTF_8), now);
  }

  private InboundRecord record(DeclaredSource source, Webhook webhook) {
    return InboundRecord.of(
        source.name(),
        source.identify(webhook),
        webhook.receivedAt(),
        webhook.contentType(),
        source.kept(webhook),
        webhook.body());
  }

  private List<Event> events(DeclaredSource source, Webhook webhook) {
    return source.read(record(source, webhook));
  }

  private Event event(String more, String body) {
    DeclaredSource source = shop(more);
    return events(source, webhook(body)).get(0);
  }

  private UUID id(String more, String body) {
    DeclaredSource source = shop(more);
    return record(source, webhook(body)).id();
  }

  @Test
  void withoutFurtherFieldsTheTokenIsInTheAddressAndTheTypeIsReceived() {
    DeclaredSource source = shop("");
    assertThat(source.path()).isEqualTo("/webhooks/shop/{token}");
    assertThat(source.mayTrust("s3cret")).isTrue();
    assertThat(source.mayTrust("other")).isFalse();
    assertThat(source.mayTrust(null)).isFalse();
    assertThat(source.accepted()).isEqualTo(202);
    assertThat(source.thanks()).isNull();
    assertThat(events(source, webhook("{\"a\": 1.50}")).get(0).type()).isEqualTo("shop.received");
  }

  @Test
  void basicWantsUserAndPasswordOfTheSetting() {
    DeclaredSource source =
        SourceFiles.source(
            "shop",
            "name: shop\ndescription: Orders.\nproof: basic\n",
            Map.of("recado.sources.shop.secret", "loja:señha:1"));
    assertThat(source.path()).isEqualTo("/webhooks/shop");
    assertThat(source.trusts(webhook("{}"))).isFalse();
    headers.put("authorization", "basic " + base64("loja:señha:1"));
    assertThat(source.trusts(webhook("{}"))).isTrue();
    headers.put("authorization", "Basic " + base64("loja:outra"));
    assertThat(source.trusts(webhook("{}"))).isFalse();
    headers.put("authorization", "Bearer " + base64("loja:señha:1"));
    assertThat(source.trusts(webhook("{}"))).isFalse();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aHeaderHoldsTheSecretBehindItsPrefix() {
    DeclaredSource source = shop("proof: {header: Authorization, prefix: \"Bearer \"}\n");
    headers.put("Authorization", "Bearer s3cret");
    assertThat(source.trusts(webhook("{}"))).isTrue();
    headers.put("Authorization", "s3cret");
    assertThat(source.trusts(webhook("{}"))).isFalse();
    headers.clear();
    assertThat(source.trusts(webhook("{}"))).isFalse();
  }

  @Test
  void aSignatureThatCannotBeDecodedIsAWrongOne() {
    DeclaredSource source = shop("proof: {signature: X-Sig, algorithm: sha1}\n");
    for (String wrong : List.of("", "zz", "0", "a".repeat(39), "é")) {
      headers.put("X-Sig", wrong);
      assertThat(source.trusts(webhook("{}"))).as(wrong).isFalse();
    }
  }

  @Test
  void theTypeIsThatOfTheValueAndOtherValuesAreDoneWithoutAFlow() {
    String more =
        "type: {from: event, values: {orders/create: shop.order.created, paid: shop.order.paid}}\n";
    assertThat(event(more, "{\"event\": \"orders/create\"}").type())
        .isEqualTo("shop.order.created");
    assertThat(event(more, "{\"event\": \"refund\"}").type()).isEqualTo("shop.other");
    assertThat(event(more, "{}").type()).isEqualTo("shop.other");
  }

  @Test
  void withoutAListOfValuesEachValueIsAType() {
    String more = "type: {from: {header: X-Topic}}\n";
    headers.put("X-Topic", "Orders/CREATE now");
    assertThat(event(more, "{}").type()).isEqualTo("shop.orders.create.now");
    headers.clear();
    assertThatThrownBy(() -> event(more, "{}"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("O webhook não diz de que tipo é: falta 'header:X-Topic'");
  }

  @Test
  void aKindThatMakesNoTypeIsUnknownAndTheKindOtherIsWanted() {
    String more = "type: {from: kind}\n";
    assertThat(event(more, "{\"kind\": \"///\"}").type()).isEqualTo("shop.unknown");
    String endless = "{\"kind\": \"" + "a".repeat(5_000) + "\"}";
    assertThat(event(more, endless).type()).isEqualTo("shop.unknown");
    assertThat(event(more, "{\"kind\": \"Other\"}").type()).isEqualTo("shop.kind.other");
    assertThat(event(more, "{\"kind\": \"other/a\"}").type()).isEqualTo("shop.other.a");
  }

  @Test
  void oneKeyIsOneEventWhateverElseTheWebhookSays() {
    String more = "key: [order.id, status]\n";
    UUID first = id(more, "{\"order\": {\"id\": 7}, \"status\": \"paid\", \"try\": 1}");
    now = NOON.plusSeconds(86_400 * 300);
    assertThat(id(more, "{\"order\": {\"id\": 7}, \"status\": \"paid\", \"try\": 2}"))
        .isEqualTo(first);
    assertThat(id(more, "{\"order\": {\"id\": 8}, \"status\": \"paid\"}")).isNotEqualTo(first);
  }

  @Test
  void aNumberWithAnAbsurdExponentIsAKeyLikeAnyOther() {
    String more = "key: id\nsubject: id\ntype: {from: id}\n";
    Event event = event(more, "{\"id\": 1e999999999}");
    assertThat(event.subject()).isEqualTo("shop:1E+999999999");
    assertThat(event.type()).isEqualTo("shop.1e.999999999");
    assertThat(event(more, "{\"id\": 1e-999999999}").subject()).isEqualTo("shop:1E-999999999");
    assertThat(event(more, "{\"id\": 1e3}").subject()).isEqualTo("shop:1000");
  }

  @Test
  void ofTwoSourcesWithOneVariableForTheirSecretsTheSecondIsNotInUse() {
    Sources sources =
        SourceFiles.in(
            Map.of(
                "my-shop", "name: my-shop\ndescription: Orders.\n",
                "myshop", "name: myshop\ndescription: Orders.\n",
                "other", "name: other\ndescription: Orders.\n"),
            Map.of());
    assertThat(sources.byName()).containsOnlyKeys("my-shop", "other");
    assertThat(sources.broken().get("sources/myshop.yaml"))
        .startsWith("the sources \"my-shop\" and \"myshop\" would have one secret");
  }

  @Test
  void withoutACompleteKeyTheBytesAreTheKeyForAnHour() {
    String more = "key: order.id\n";
    UUID first = id(more, "{\"total\": 1}");
    now = NOON.plusSeconds(3_599);
    assertThat(id(more, "{\"total\": 1}")).isEqualTo(first);
    assertThat(id(more, "{\"total\": 2}")).isNotEqualTo(first);
    now = NOON.plusSeconds(3_600);
    assertThat(id(more, "{\"total\": 1}")).isNotEqualTo(first);
  }

  @Test
  void aRepetitionJustAfterThePeriodIsTheTwinOfTheFirst() {
    DeclaredSource source = shop("key: id\nwithin: 5m\n");
    now = NOON.minusSeconds(1);
    UUID first = record(source, webhook("{\"id\": 7}")).id();
    now = NOON.plusSeconds(1);
    InboundRecord again = record(source, webhook("{\"id\": 7}"));
    assertThat(again.id()).isNotEqualTo(first);
    assertThat(source.twins(again))
        .singleElement()
        .satisfies(
            twin -> {
              assertThat(twin.event()).isEqualTo(again.id());
              assertThat(twin.earlier()).isEqualTo(first);
              assertThat(twin.within()).hasMinutes(5);
            });
  }

  @Test
  void theSubjectIsTheRecordOrTheConversationOfTheCustomer() {
    assertThat(event("subject: order.id\n", "{\"order\": {\"id\": 7}}").subject())
        .isEqualTo("shop:7");
    String phone = "subject: {phone: customer.phone}\n";
    assertThat(event(phone, "{\"customer\": {\"phone\": \"(21) 97654-0001\"}}").subject())
        .isEqualTo(dev.recado.spine.outbox.Contacts.conversation("5521976540001"));
    assertThat(event(phone, "{\"customer\": {\"phone\": \"?\"}}").subject()).isEqualTo("shop:?");
    assertThat(event(phone, "{}").subject()).startsWith("shop:3600/");
  }

  @Test
  void eachItemOfAListIsAnEventWithWhatIsKeptBesideIt() {
    DeclaredSource source =
        shop("split: {list: data.orders, keep: [store]}\nkey: [store, id]\ntype: shop.order\n");
    List<Event> events =
        events(
            source,
            webhook(
                "{\"store\": 3, \"data\": {\"orders\": [{\"id\": 1}, {\"id\": 2}, \"three\", {\"id\": 2}]}}"));
    assertThat(events).extracting(Event::type).containsOnly("shop.order");
    assertThat(events.get(0).body()).isEqualTo(Map.of("store", 3, "id", 1));
    assertThat(events.get(2).body()).isEqualTo(Map.of("store", 3, "value", "three"));
    assertThat(events.get(1).id()).isEqualTo(events.get(3).id()).isNotEqualTo(events.get(0).id());
  }

  @Test
  void twoEqualItemsWithoutAKeyAreTwoEvents() {
    DeclaredSource source = shop("split: list\n");
    assertThat(events(source, webhook("[{\"a\": 1}, {\"a\": 1}]")))
        .extracting(Event::id)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void anItemWithALongKeyIsOneEventWhereverItStandsInItsList() {
    DeclaredSource source = shop("split: {list: items}\nkey: [id]\n");
    String one = "{\"id\": \"" + "a".repeat(1_000) + "\"}";
    String two = "{\"id\": \"" + "b".repeat(1_000) + "\"}";
    List<Event> first = events(source, webhook("{\"items\": [" + one + "," + two + "]}"));
    List<Event> then = events(source, webhook("{\"items\": [" + two + "," + one + "]}"));
    assertThat(then).extracting(Event::id).containsExactly(first.get(1).id(), first.get(0).id());
    assertThat(first.get(1).subject()).isEqualTo(then.get(0).subject());
  }

  @Test
  void aRepetitionOfAnItemWithALongKeyIsTheTwinOfTheFirst() {
    DeclaredSource source = shop("split: list\nkey: [id]\nwithin: 5m\n");
    String body =
        "[{\"id\": \"" + "a".repeat(1_000) + "\"}, {\"id\": \"" + "b".repeat(1_000) + "\"}]";
    now = NOON.minusSeconds(1);
    List<Event> first = events(source, webhook(body));
    now = NOON.plusSeconds(1);
    assertThat(source.twins(record(source, webhook(body))))
        .extracting(dev.recado.spine.ingress.Window.Twin::earlier)
        .containsExactly(first.get(0).id(), first.get(1).id());
  }

  @Test
  void thePartsOfAKeyAreNotMixedUp() {
    String more = "key: [a, b]\n";
    List<String> keys =
        List.of(
            "{\"a\": \"a|b\", \"b\": \"c\"}",
            "{\"a\": \"a\", \"b\": \"b|c\"}",
            "{\"a\": \"a\\\\\", \"b\": \"b|c\"}",
            "{\"a\": \"a\\\\|b\", \"b\": \"c\"}");
    assertThat(keys.stream().map(body -> id(more, body))).doesNotHaveDuplicates();
    DeclaredSource source = shop(more);
    assertThat(record(source, webhook("{\"a\": 1, \"b\": 2}")).key()).isEqualTo("key:1|2");
    assertThat(record(shop("key: a\n"), webhook("{\"a\": \"1|2\"}")).key()).isEqualTo("key:1|2");
  }

  @Test
  void itemsWithoutAKeyOfTheirOwnAreEventsOfTheirOwn() {
    DeclaredSource source = shop("split: items\nkey: [id]\n");
    String body = "{\"id\": \"whole\", \"items\": [{\"n\": 1}, {\"n\": 2}, {\"n\": 2}]}";
    List<Event> events = events(source, webhook(body));
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates().hasSize(3);
    assertThat(events(source, webhook(body)))
        .extracting(Event::id)
        .containsExactlyElementsOf(events.stream().map(Event::id).toList());
    headers.put("X-Id", "h");
    DeclaredSource byHeader = shop("split: items\nkey: {header: X-Id}\n");
    assertThat(events(byHeader, webhook(body)))
        .extracting(Event::id)
        .doesNotHaveDuplicates()
        .hasSize(3);
    DeclaredSource kept = shop("split: {list: items, keep: [id]}\nkey: [id]\n");
    assertThat(events(kept, webhook(body)))
        .extracting(Event::id)
        .doesNotHaveDuplicates()
        .hasSize(3);
    String fewer = "{\"id\": \"whole\", \"items\": [{\"n\": 1}]}";
    DeclaredSource one = shop("split: items\nkey: [id, n]\n");
    assertThat(events(one, webhook(fewer)).get(0).id())
        .isEqualTo(events(one, webhook(body)).get(0).id());
  }

  @Test
  void anEmptyListIsAWebhookWithoutEventsAndAMissingOneIsUnreadable() {
    DeclaredSource source = shop("split: orders\n");
    assertThat(events(source, webhook("{\"orders\": []}")).get(0).type()).isEqualTo("shop.other");
    assertThatThrownBy(() -> events(source, webhook("{\"order\": 1}")))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("O corpo do webhook não tem a lista 'orders'");
  }

  @Test
  void inXmlAListOfOneAndAListOfNoneAreListsToo() {
    DeclaredSource source = shop("format: xml\nsplit: product\ntype: shop.price\nkey: code\n");
    String one = "<feed><product><code>a</code></product></feed>";
    assertThat(events(source, webhook(one, "text/xml")))
        .singleElement()
        .satisfies(event -> assertThat(event.body()).isEqualTo(Map.of("code", "a")));
    String none = "<feed><at>2026-12-01</at></feed>";
    assertThat(events(source, webhook(none, "text/xml")))
        .singleElement()
        .satisfies(event -> assertThat(event.type()).isEqualTo("shop.other"));
  }

  @Test
  void aListOfThousandsIsRefusedAsAWhole() {
    DeclaredSource source = shop("split: list\n");
    String many = "[" + "1,".repeat(1_000) + "1]";
    assertThatThrownBy(() -> events(source, webhook(many)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("1.000");
  }

  @Test
  void headersBecomeFieldsOfTheEvent() {
    headers.put("X-Shop-Domain", "loja.example");
    Event event = event("headers: {domain: X-Shop-Domain, version: X-Version}\n", "{\"id\": 1}");
    Map<String, Object> expected = new HashMap<>();
    expected.put("id", 1);
    expected.put("domain", "loja.example");
    expected.put("version", null);
    assertThat(event.body()).isEqualTo(expected);
  }

  @Test
  void aParameterOfTheAddressMayNameTheTypeAndTheKey() {
    query.put("topic", "payment");
    query.put("id", "99");
    DeclaredSource source = shop("type: {from: {query: topic}}\nkey: {query: id}\n");
    InboundRecord record = record(source, webhook("{}"));
    assertThat(record.key()).isEqualTo("key:99");
    assertThat(source.read(record).get(0).type()).isEqualTo("shop.payment");
  }

  @Test
  void formsOfEitherKindAndXmlHaveFieldsLikeJson() {
    assertThat(
            events(shop("format: form\n"), webhook("a=1&b%5Bc%5D=%C3%A9", "text/plain"))
                .get(0)
                .body())
        .isEqualTo(Map.of("a", "1", "b", Map.of("c", "é")));
    String parts =
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nlinha 1\nlinha 2\r\n--x--\r\n";
    assertThat(
            events(shop("format: multipart\n"), webhook(parts, "multipart/form-data; boundary=x"))
                .get(0)
                .body())
        .isEqualTo(Map.of("a", "linha 1\nlinha 2"));
    String xml =
        "<?xml version=\"1.0\"?><order id=\"7\"><item>mesa</item><item>cadeira</item><note>a &amp; b</note></order>";
    assertThat(events(shop("format: xml\nkey: id\n"), webhook(xml, "text/xml")).get(0).body())
        .isEqualTo(Map.of("id", "7", "item", List.of("mesa", "cadeira"), "note", "a & b"));
  }

  @Test
  void xmlReadsNoFileAndGrowsNoEntities() {
    String outside =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a><b>&x;</b></a>";
    String growing =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"lol\"><!ENTITY y \"&x;&x;&x;\">]><a><b>&y;</b></a>";
    for (String xml : List.of(outside, growing)) {
      assertThatThrownBy(() -> events(shop("format: xml\n"), webhook(xml, "text/xml")))
          .isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void rubbishIsStoredUnderItsHashAndReadAsUnreadable() {
    for (String format : List.of("any", "json", "xml", "multipart")) {
      DeclaredSource source = shop("format: " + format + "\nkey: id\n");
      for (String body : List.of("", "<", "{", "[[[", "\"a\"", "null", "\u0000", "{} {}")) {
        Webhook webhook = webhook(body);
        InboundRecord record = record(source, webhook);
        assertThat(record.key()).as(format + " " + body).startsWith("unreadable:");
        assertThatThrownBy(() -> source.read(record))
            .as(format + " " + body)
            .isInstanceOf(UnreadableException.class)
            .hasMessageStartingWith("O corpo do webhook não é ");
        assertThat(source.twins(record)).isEmpty();
      }
    }
  }

  @Test
  void aNameOfManyStepsIsAFieldOfAFormAtADepthThatFits() {
    String deep = "a" + "[x]".repeat(5_000);
    DeclaredSource form = shop("format: form\nkey: id\n");
    Webhook webhook = webhook(deep + "=1&id=7&a%5Bb%5D%5B%5D=2&c[d=3&[e]=4&f[]g=5", "text/plain");
    assertThat(record(form, webhook).key()).isEqualTo("key:7");
    Map<String, Object> body = events(form, webhook).get(0).body();
    assertThat(body).containsEntry("id", "7").containsEntry("c[d", "3").containsEntry("[e]", "4");
    assertThat(body).containsEntry("f[]g", "5");
    assertThat(String.valueOf(body.get("a"))).startsWith("{x={x={x=").endsWith("b=2}");
    String parts =
        "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n1\r\n--x--\r\n".formatted(deep);
    assertThat(events(shop("format: multipart\nkey: id\n"), webhook(parts)).get(0).body())
        .containsKey("a");
  }

  @Test
  void whatIsNestedTooDeepIsUnreadable() {
    String xml = "<a><product>" + "<b>".repeat(600) + "</b>".repeat(600) + "</product></a>";
    unreadable(shop("format: xml\nsplit: product\n"), webhook(xml, "text/xml"));
    String json = "{\"list\":[" + "{\"a\":".repeat(600) + "1" + "}".repeat(600) + "]}";
    unreadable(shop("split: list\n"), webhook(json));
    unreadable(shop("key: id\n"), webhook("[".repeat(100_000)));
  }

  private void unreadable(DeclaredSource source, Webhook webhook) {
    InboundRecord record = record(source, webhook);
    assertThat(record.key()).startsWith("unreadable:");
    assertThat(source.twins(record)).isEmpty();
    assertThatThrownBy(() -> source.read(record)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void theAnswerIsTheOneThatTheSenderExpects() {
    assertThat(shop("answer: 200\n").accepted()).isEqualTo(200);
    assertThat(Objects.requireNonNull(shop("answer: 204\n").thanks()).body()).isEmpty();
    var json = Objects.requireNonNull(shop("answer: {body: '{\"ok\": true}'}\n").thanks());
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.contentType()).isEqualTo("application/json");
    var text = Objects.requireNonNull(shop("answer: {status: 202, body: ok}\n").thanks());
    assertThat(text.contentType()).startsWith("text/plain");
    assertThat(shop("origins: https://loja.example/\n").allowsOrigin("https://LOJA.example"))
        .isTrue();
    assertThat(shop("origins: [https://loja.example]\n").allowsOrigin("https://x.example"))
        .isFalse();
    assertThat(shop("").allowsOrigin("https://loja.example")).isFalse();
  }

  @Test
  void aChallengeIsEchoedToTheSenderOnly() {
    DeclaredSource source =
        SourceFiles.source(
            "shop",
            "name: shop\ndescription: Orders.\nproof: {signature: X-S}\nchallenge: {echo: hub.challenge, token: hub.verify_token}\n",
            Map.of("recado.sources.shop.secret", "a", "recado.sources.shop.verify-token", "v"));
    query.put("hub.challenge", "1158201444");
    assertThat(source.challenge(null, of(query))).isNull();
    query.put("hub.verify_token", "x");
    assertThat(source.challenge(null, of(query))).isNull();
    query.put("hub.verify_token", "v");
    assertThat(source.challenge(null, of(query))).isEqualTo("1158201444");
    query.put("hub.challenge", "1".repeat(501));
    assertThat(source.challenge(null, of(query))).isNull();
    assertThat(shop("").challenges()).isFalse();
    DeclaredSource simple = shop("challenge: {}\n");
    assertThat(simple.challenge("s3cret", of(query))).isEqualTo("ok");
    assertThat(simple.challenge("other", of(query))).isNull();
  }

  @Test
  void aHubThatOthersReachNeedsTheSecretsOfItsSources() {
    Map<String, String> open = Map.of("server.address", "0.0.0.0");
    assertThat(SourceFiles.in("shop", "name: shop\ndescription: Orders.\n", open).broken().values())
        .singleElement()
        .asString()
        .startsWith("RECADO_SOURCES_SHOP_SECRET is not set");
    assertThat(
            SourceFiles.in(
                    "my-shop",
                    "name: my-shop\ndescription: Orders.\npreset: meta\n",
                    Map.of("server.address", "0.0.0.0", "recado.sources.my-shop.secret", "a"))
                .broken()
                .values())
        .singleElement()
        .asString()
        .startsWith("RECADO_SOURCES_MYSHOP_VERIFYTOKEN is not set");
  }

  @Test
  void aSecretThatCannotBeTheKeyIsRefusedWithoutBeingShown() {
    assertThat(
            SourceFiles.in(
                    "shop",
                    "name: shop\ndescription: Orders.\npreset: standard-webhooks\n",
                    Map.of("recado.sources.shop.secret", "whsec_hunter!2"))
                .broken()
                .values())
        .singleElement()
        .asString()
        .contains("RECADO_SOURCES_SHOP_SECRET", "Base64")
        .doesNotContain("hunter");
  }

  @Test
  void theFormsOfAHubWithoutTheirSecretAreNotInUse() throws java.io.IOException {
    String form = dev.recado.spine.camel.RouteFolder.shipped().text("sources/form.yaml");
    Map<String, String> withWaha = Map.of("recado.waha.url", "http://127.0.0.1:3000");
    Sources none = SourceFiles.in("form", form, withWaha);
    assertThat(none.byName()).isEmpty();
    assertThat(none.broken()).isEmpty();
  }
}
