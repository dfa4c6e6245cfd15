package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.StubMeta;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.http.MediaCheck;
import dev.recado.spine.http.TestHttp;
import dev.recado.spine.outbox.Failures;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

/** The connector of Meta as it stands in routes/. */
class MetaKameletTest {

  private static final String MARIA = "5521976540001";

  private final StubMeta meta = new StubMeta();
  private final Routes routes = new Routes();
  private final Channel channel = TestMeta.at(meta.url());
  private final MetaLink link = new MetaLink(channel, Clock.systemUTC());

  @BeforeEach
  void load() throws IOException {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean("mediaCheck", MediaCheck.class, TestHttp::mediaCheck);
    spring.registerBean(
        "metaAnswers",
        MetaAnswers.class,
        () -> new MetaAnswers(new ObjectMapper(), new TestChannels().with(channel, link)));
    spring.refresh();
    RouteFiles files = RouteFiles.NONE;
    for (String name :
        List.of(
            "connectors/meta.camel.yaml",
            "kamelets/meta-text-sink.kamelet.yaml",
            "kamelets/meta-media-sink.kamelet.yaml")) {
      files = files.with(name, Files.readString(Path.of("routes", name)));
    }
    Generation generation =
        new Assembly(spring, List.of(TestHttp.limited())).build(files, Map.of(), List.of());
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
  }

  @AfterEach
  void stop() {
    routes.close();
    meta.close();
  }

  @Test
  void aTextArrivesAndTheContactIsKnownByMetasId() {
    meta.knows("5585991230001", "558591230001");
    Exchange sent = send("5585991230001", "whatsapp-text", Map.of("text", "Olá"), Map.of());
    Outcome.Done done = outcome(sent, Outcome.Done.class);
    assertThat(done.chatId()).isEqualTo("558591230001");
    assertThat(meta.got())
        .singleElement()
        .satisfies(
            got -> {
              assertThat(got.kind()).isEqualTo("text");
              assertThat(got.text()).isEqualTo("Olá");
              assertThat(got.id()).isEqualTo(done.providerId());
            });
    assertThat(sent.getVariable("requestSent")).isEqualTo(true);
  }

  @Test
  void theTokenIsInNoMessageOfTheRoute() {
    Exchange sent = send(MARIA, "whatsapp-text", Map.of("text", "Olá"), Map.of());
    assertThat(sent.getMessage().getHeaders().toString()).doesNotContain(StubMeta.TOKEN);
    assertThat(sent.getVariables().toString()).doesNotContain(StubMeta.TOKEN);
  }

  @Test
  void filesGoByTheirAddress() {
    Map<String, Object> payload =
        Map.of(
            "kind", "document",
            "url", "https://hub.example.com.br/a.pdf",
            "mimetype", "application/pdf",
            "filename", "boleto.pdf",
            "caption", "segue",
            "text", "segue");
    outcome(send(MARIA, "whatsapp-media", payload, Map.of()), Outcome.Done.class);
    assertThat(meta.got())
        .singleElement()
        .satisfies(
            got -> {
              assertThat(got.kind()).isEqualTo("document");
              assertThat(got.details()).containsEntry("url", "https://hub.example.com.br/a.pdf");
              assertThat(got.details()).containsEntry("filename", "boleto.pdf");
            });
  }

  @Test
  void aMessageThatMetaWouldRefuseIsNotSent() {
    Exchange sent = send(MARIA, "whatsapp-text", Map.of("text", "x".repeat(4_097)), Map.of());
    assertThat(outcome(sent, Outcome.Refused.class).reason()).startsWith("TEXT_TOO_LONG");
    assertThat(sent.getVariable("requestSent")).isNull();
    assertThat(meta.got()).isEmpty();
  }

  @Test
  void beforeAReplyTheCustomersMessageIsMarkedAsReadOnce() {
    Map<String, Object> reply = Map.of("reply", true, "wroteId", "wamid.IN");
    send(MARIA, "whatsapp-text", Map.of("text", "1"), reply);
    send(MARIA, "whatsapp-text", Map.of("text", "2"), reply);
    assertThat(meta.markedRead()).containsExactly("wamid.IN");
    assertThat(meta.got()).hasSize(2);
  }

  @Test
  void whatTheHubBeginsMarksNothingAsRead() {
    Map<String, Object> own = Map.of("reply", false, "wroteId", "wamid.IN");
    send(MARIA, "whatsapp-text", Map.of("text", "1"), own);
    assertThat(meta.markedRead()).isEmpty();
  }

  @Test
  void aReplyGoesAlthoughItsQuestionCannotBeMarkedAsRead() {
    meta.hangUpOnReads();
    Map<String, Object> reply = Map.of("reply", true, "wroteId", "wamid.IN");
    Exchange sent = send(MARIA, "whatsapp-text", Map.of("text", "1"), reply);
    outcome(sent, Outcome.Done.class);
    assertThat(sent.getException()).isNull();
    assertThat(meta.got()).hasSize(1);
  }

  @Test
  void aRefusedTokenBlocksTheNumber() {
    meta.token("another");
    Exchange sent = send(MARIA, "whatsapp-text", Map.of("text", "1"), Map.of());
    outcome(sent, Outcome.Blocked.class);
    assertThat(link.room(16)).isZero();
  }

  @Test
  void aLineThatBreaksAfterTheRequestLeavesTheMessageUnknown() {
    meta.dropNext();
    Exchange sent = send(MARIA, "whatsapp-text", Map.of("text", "1"), Map.of());
    assertThat(sent.getException()).isNotNull();
    assertThat(sent.getVariable("requestSent")).isEqualTo(true);
    assertThat(Failures.outcome(sent.getException(), true, false))
        .isInstanceOf(Outcome.Unknown.class);
    assertThat(meta.got()).hasSize(1);
  }

  @Test
  void anErrorOfMetaIsTheOutcome() {
    meta.refuseNext(404, Samples.bytes("meta/error-132001-http404.json"));
    Map<String, Object> template =
        Map.of("template", "x", "language", "pt_BR", "values", Map.of(), "text", "oi");
    Exchange sent = send(MARIA, "whatsapp-template", template, Map.of("windowOpen", false));
    assertThat(outcome(sent, Outcome.Refused.class).answer())
        .isEqualTo("template name (lembrete_vencimento) does not exist in pt_BR");
  }

  private static <T extends Outcome> T outcome(Exchange sent, Class<T> kind) {
    assertThat(sent.getException()).isNull();
    assertThat(sent.getVariable("outcome")).isInstanceOf(kind);
    return sent.getVariable("outcome", kind);
  }

  private Exchange send(
      String address, String kind, Map<String, Object> payload, Map<String, Object> variables) {
    return routes.send(
        "direct:connector-meta",
        ExchangePattern.InOut,
        exchange -> {
          exchange.getMessage().setBody(payload);
          exchange.setVariable("channel", channel);
          exchange.setVariable("kind", kind);
          exchange.setVariable("address", address);
          exchange.setVariable("outboxId", "8f14e45f");
          exchange.setVariable("attempt", 1);
          exchange.setVariable("reply", false);
          exchange.setVariable("windowOpen", true);
          variables.forEach(exchange::setVariable);
        });
  }
}
