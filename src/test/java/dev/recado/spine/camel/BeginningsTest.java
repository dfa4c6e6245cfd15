package dev.recado.spine.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** No route of a generation brings messages by itself, with or without lint. */
class BeginningsTest {

  private static final String GOOD = flow("good", "direct:good", "- log: well");

  private final Assembly assembly;
  private Generation generation;

  BeginningsTest() {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("own", Map.of("recado.flow.start", "timer:tick")));
    spring.refresh();
    this.assembly = new Assembly(spring, List.of());
    this.generation = assembly.build(RouteFiles.NONE);
  }

  @AfterEach
  void close() {
    generation.close();
  }

  private static String flow(String id, String uri, String steps) {
    return """
        - route:
            id: %s
            from:
              uri: "%s"
              steps:
        %s"""
        .formatted(id, uri, steps.indent(8));
  }

  private void build(String... namesAndTexts) {
    RouteFiles files = RouteFiles.NONE.with("flows/good.camel.yaml", GOOD);
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files = files.with(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    generation.close();
    generation = assembly.build(files);
  }

  private String broken(String file) {
    assertThat(generation.listening()).containsExactly("good");
    assertThat(generation.broken()).containsOnlyKeys(file);
    return String.valueOf(generation.broken().get(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timer:tick?period=1                | quartz:<group>/<name>?cron=…",
        "scheduler:tick                     | quartz:<group>/<name>?cron=…",
        "{{recado.flow.start}}              | write it out",
        "kafka:orders                       | direct:<event type>",
        "platform-http:/orders              | direct:<event type>",
        "file:/var/spool/orders             | direct:form.submitted",
        "imaps://mail.example.com           | direct:form.submitted",
        "seda:later                         | kamelet:wait",
        "sql:select 1                       | to: sql:…",
        "kamelet:tick-source                | direct:<route id>",
        "kamelet:source                     | direct:<route id>",
        "log:x                              | direct:<route id>",
      })
  void aFileWithAnotherBeginningIsLeftOutAndTheReasonSaysWhatToWrite(String uri, String instead) {
    build("flows/bad.camel.yaml", flow("bad", uri, "- log: tick"));
    assertThat(broken("flows/bad.camel.yaml")).contains("a route may not begin with", instead);
  }

  @Test
  void aConnectorMayNotBeginWithASchedule() {
    build(
        "connectors/bad.camel.yaml",
        flow("connector-bad", "quartz:bad/tick?cron=0+0+9+*+*+?", "- log: tick"));
    assertThat(broken("connectors/bad.camel.yaml")).contains("may not begin with \"quartz\"");
  }

  @Test
  void oneBadRouteRemovesItsWholeFile() {
    build(
        "flows/bad.camel.yaml",
        flow("first", "direct:first", "- log: x") + flow("bad", "timer:tick", "- log: tick"));
    assertThat(broken("flows/bad.camel.yaml")).contains("timer");
  }

  @Test
  void aKameletThatBringsMessagesIsNotLoaded() {
    build(
        "kamelets/tick-source.kamelet.yaml",
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: tick-source
          labels:
            camel.apache.org/kamelet.type: "source"
        spec:
          definition:
            title: Tick
          template:
            from:
              uri: timer:tick
              steps:
                - to: kamelet:sink
        """);
    assertThat(broken("kamelets/tick-source.kamelet.yaml"))
        .contains("\"timer\"", "begins with \"kamelet:source\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- pollEnrich:\n    constant: \"sql:select 1\"",
        "- pollEnrich:\n    simple: \"${body}\"",
        "- poll: seda:later",
        "- choice:\n    otherwise:\n      steps:\n        - poll:\n            uri: direct:good",
        "- circuitBreaker:\n    steps:\n      - log: x\n    onFallback:\n      steps:\n"
            + "        - poll: direct:good",
      })
  void noStepWaitsForMessages(String steps) {
    build("flows/bad.camel.yaml", flow("bad", "direct:bad", steps));
    assertThat(broken("flows/bad.camel.yaml")).contains("a step may not wait for messages");
  }

  @Test
  void actionsAndSubFlowsStillWork() {
    build(
        "kamelets/shout-action.kamelet.yaml",
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: shout-action
          labels:
            camel.apache.org/kamelet.type: "action"
        spec:
          definition:
            title: Shout
          template:
            from:
              uri: kamelet:source
              steps:
                - setBody:
                    simple: "${body}!"
        """,
        "flows/calls.camel.yaml",
        flow("calls", "direct:calls", "- to: kamelet:shout-action\n- to: direct:good"));
    assertThat(generation.broken()).isEmpty();
    Exchange sent =
        generation.send(
            "direct:calls",
            ExchangePattern.InOut,
            exchange -> exchange.getMessage().setBody("hey"));
    assertThat(sent.getMessage().getBody(String.class)).isEqualTo("hey!");
  }
}
