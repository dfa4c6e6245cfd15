package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.StubProvider.Got;
import dev.recado.StubProvider.What;
import dev.recado.StubWaha.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two sessions of WAHA and a number of Meta in one hub. */
@Tag("hub")
class SideBySideTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final StubWaha SALES = new StubWaha(Engine.NOWEB, "lado-vendas");
  private static final StubWaha SUPPORT = new StubWaha(Engine.WEBJS, "lado-suporte");
  private static final StubMeta META = new StubMeta();
  private static final ChannelHub HUB = ChannelHub.own("side-by-side");

  @BeforeAll
  static void makeTheChannels() {
    HUB.make("lado-vendas", "waha", SALES);
    HUB.make("lado-suporte", "waha", SUPPORT);
    HUB.make("lado-meta", "meta", META);
  }

  @AfterAll
  static void stop() {
    HUB.process().close();
    SALES.close();
    SUPPORT.close();
    META.close();
  }

  private static void writes(StubProvider provider, String phone, String text) {
    var answer =
        HUB.post(
            Objects.requireNonNull(
                provider.webhook(What.TEXT, phone, "LS" + UUID.randomUUID(), text, null)));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
  }

  private static List<Got> heard(StubProvider provider, String phone) {
    String last = phone.substring(phone.length() - 8);
    return provider.got().stream().filter(got -> got.to().contains(last)).toList();
  }

  private static void hears(StubProvider provider, String phone, int count) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(heard(provider, phone)).hasSizeGreaterThanOrEqualTo(count));
  }

  @Test
  void eachCustomerIsAnsweredByTheNumberThatTheCustomerWroteTo() {
    String ana = "5511971000001";
    String rui = "5511971000002";
    String bia = "5511971000003";
    writes(SALES, ana, "bom dia");
    writes(SUPPORT, rui, "bom dia");
    writes(META, bia, "bom dia");

    hears(SALES, ana, 1);
    hears(SUPPORT, rui, 1);
    hears(META, bia, 1);
    assertThat(heard(SUPPORT, ana)).isEmpty();
    assertThat(heard(META, ana)).isEmpty();
    assertThat(heard(SALES, rui)).isEmpty();
    assertThat(heard(SALES, bia)).isEmpty();
  }

  @Test
  void onePersonOnTwoNumbersIsOneContactWhoseAnswersStayApart() {
    String eva = "5511971000004";
    writes(SALES, eva, "bom dia");
    hears(SALES, eva, 1);
    writes(META, eva, "boa tarde");
    hears(META, eva, 1);
    assertThat(heard(SALES, eva)).hasSize(1);
    assertThat(
            HUB.process()
                .count("select count(*) from identity where external_id like '%71000004%'"))
        .isEqualTo(2);
    assertThat(
            HUB.process().count("select count(*) from conversation where phone like '%71000004%'"))
        .isEqualTo(1);

    // What the hub writes by itself goes by the number that Eva wrote to last.
    HUB.send(Map.of("kind", "text", "to", eva, "channel", "", "text", "Aviso para Eva"));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(heard(META, eva))
                    .extracting(Got::text)
                    .anyMatch("Aviso para Eva"::equals));
  }

  @Test
  void anOptOutOnOneNumberHoldsOnAll() {
    String leo = "5511971000005";
    writes(META, leo, "bom dia");
    hears(META, leo, 1);
    writes(SUPPORT, leo, "sair");
    await()
        .atMost(LIMIT)
        .until(
            () ->
                HUB.process()
                        .count(
                            "select count(*) from contact where address like '%71000005%' and opted_out_at is not null")
                    == 1);
    UUID event =
        HUB.send(Map.of("kind", "text", "to", leo, "channel", "lado-meta", "text", "Promoção"));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                HUB.process()
                        .count(
                            "select count(*) from outbox where event_id = '"
                                + event
                                + "' and state = 'CANCELLED' and reason like 'OPT_OUT%'")
                    == 1);
    assertThat(heard(META, leo)).extracting(Got::text).doesNotContain("Promoção");
  }
}
