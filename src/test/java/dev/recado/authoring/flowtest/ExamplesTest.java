package dev.recado.authoring.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The results of the runner of flow tests for good and bad cases. */
class ExamplesTest {

  private static final String TEST = "tests/thanks.test.yaml";

  /** One step of each sort: a choice, a text, a query, a call outside. */
  private static final String FLOW =
      """
      - route:
          id: thanks
          nodePrefixId: thanks-
          from:
            id: in
            uri: direct:odoo.res.partner
            steps:
              - choice:
                  id: what
                  when:
                    - id: wants-to-wait
                      simple: "${body[wait]} == true"
                      steps:
                        - to:
                            id: wait
                            uri: kamelet:wait
                            parameters: {for: 1h, then: odoo.res.partner}
                    - id: wants-to-fail
                      simple: "${body[fail]} == true"
                      steps:
                        - throwException:
                            id: fail
                            exceptionType: java.lang.IllegalStateException
                            message: broken
                    - id: never-ends
                      simple: "${body[hang]} == true"
                      steps:
                        - loop:
                            id: loop
                            doWhile: true
                            simple: "true"
                            steps:
                              - setVariable: {id: again, name: x, constant: y}
                    - id: asks
                      simple: "${body[ask]} == true"
                      steps:
                        - to:
                            id: ask
                            uri: https://api.example/price
                        - setVariable: {id: price, name: price, simple: "${bodyAs(String)}"}
                        - to:
                            id: tell-price
                            uri: kamelet:whatsapp-text
                            parameters: {to: "5511987654321", text: "${variable.price}"}
                  otherwise:
                    id: else
                    steps:
                      - to:
                          id: thank
                          uri: kamelet:whatsapp-text
                          parameters:
                            to: "${body[telefone]}"
                            text: "Obrigado, ${body[nome]}!"
                            due: "{{thanks.due:}}"
      """;

  private static final String WHEN =
      "{event: {type: odoo.res.partner, body: {nome: Ana, telefone: '11987654321'}}}";

  private static RouteFiles routes;
  private static String url;
  private static Examples examples;

  @BeforeAll
  static void make() throws IOException {
    routes = conversations(RouteFolder.at(Path.of("routes")).read());
    routes = routes.with("flows/thanks.camel.yaml", FLOW);
    url = TestServers.jdbcUrl();
    examples = Examples.on(url, TestServers.USER, TestServers.password(), Duration.ofSeconds(60));
  }

  /**
   * Nearly every case here has its own files and builds all routes, so only the needed ones are
   * kept.
   */
  private static RouteFiles conversations(RouteFiles all) {
    Set<String> flows =
        Set.of("whatsapp-message", "seller-command", "opt-out", "human-handoff", "wrong-person");
    Map<String, byte[]> kept = new HashMap<>();
    all.names().stream()
        .filter(
            name ->
                !name.startsWith("flows/")
                    || flows.contains(name.replaceFirst("flows/(.*)\\.camel\\.yaml", "$1")))
        .forEach(name -> kept.put(name, all.bytes(name).orElseThrow()));
    return RouteFiles.of(kept);
  }

  @AfterAll
  static void close() {
    examples.close();
  }

  private static Result run(String test) {
    return examples.run(routes.with(TEST, test), TEST::equals).cases().get(0);
  }

  /** A file with one case. The assertions know its lines. */
  private static Result one(String given, String when, String expect) {
    return run(
        """
        flow: thanks
        cases:
          - name: A case
            given: %s
            when: %s
            expect: %s
        """
            .formatted(given, when, expect));
  }

  private static Result expecting(String expect) {
    return one("{}", WHEN, expect);
  }

  private static Result asking(String given) {
    return one(given, event("ask"), "[whatsapp-text: ]");
  }

  private static String event(String what) {
    return "{event: {type: odoo.res.partner, body: {%s: true}}}".formatted(what);
  }

  @Test
  void aCaseWithTheExpectedResultPasses() {
    Result result =
        expecting("[whatsapp-text: {to: '5511987654321', text: 'Obrigado, Ana!', priority: 0}]");
    assertThat(result.message()).isNull();
    assertThat(result.reached()).containsExactlyInAnyOrder("thanks-what", "thanks-thank");
  }

  @Test
  void whatAFlowOfATestWouldLogIsNotInTheLogOfTheHub() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.recado.chat.intent.Llm");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      Result result =
          one("{llm: {away: true}}", "{message: {from: '5511987654321', text: Oi}}", "[]");
      assertThat(result.message()).contains("understood");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
    assertThat(List.copyOf(lines.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.startsWith("LLM"));
    TurboFilter filter =
        logger.getLoggerContext().getTurboFilterList().stream()
            .filter(Unheard.class::isInstance)
            .findFirst()
            .orElseThrow();
    assertThat(filter.decide(null, logger, Level.WARN, "of the hub", null, null))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  private static final String KOMMO_FLOW =
      """
      - route:
          id: kommo-thanks
          nodePrefixId: kommo-thanks-
          from:
            id: in
            uri: direct:odoo.crm.lead
            steps:
              - to:
                  id: read
                  uri: kamelet:kommo-read-action
                  parameters: {kind: lead, id: "${body[lead]}"}
              - to:
                  id: thank
                  uri: kamelet:whatsapp-text
                  parameters: {to: "${body[phone]}", text: "Obrigado, ${body[contactName]}!"}
      """;

  private static Result onKommo(String given) {
    String test =
        """
        flow: kommo-thanks
        cases:
          - name: A case
            given: %s
            when: {event: {type: odoo.crm.lead, body: {lead: 28455849}}}
            expect: [whatsapp-text: {to: '5521976540001', text: 'Obrigado, Maria Silva!'}]
        """
            .formatted(given);
    String name = "tests/kommo-thanks.test.yaml";
    RouteFiles files = routes.with("flows/kommo-thanks.camel.yaml", KOMMO_FLOW).with(name, test);
    return examples.run(files, name::equals).cases().get(0);
  }

  @Test
  void aFlowReadsTheGivenRecordsOfKommo() {
    String contact = "{id: 93589657, name: Maria Silva, phone: '+55 (21) 97654-0001'}";
    String lead = "{id: 28455849, name: Lead, contacts: [93589657]}";
    assertThat(onKommo("{kommo: {leads: [%s], contacts: [%s]}}".formatted(lead, contact)).message())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | the flow asks Kommo for a record, and the case has none: add given.kommo",
        "{kommo: {contacts: []}} | the flow asks Kommo for leads, and the case does not say which there are: add given.kommo.leads",
        "{kommo: {away: true}} | O Kommo não responde (dado pelo teste)"
      })
  void missingRecordsOfKommoAreReported(String given, String words) {
    assertThat(onKommo(given).message()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{answers: {read: {body: {id: '28', contactId: '93'}}}} | :4:47 A case: kommo-read-action (lead) gives no 'contactId'; it gives contact, contactName, email, id, name, open, phone, pipeline, price, responsible, status",
        "{answers: {kommo-thanks-read: [{away: true}, {body: {nome: Ana}}]}} | :4:65 A case: kommo-read-action (lead) gives no 'nome'; it gives contact, ",
        "{answers: {read: {body: {id: 28}}}} | :4:37 A case: kommo-read-action (lead) never gives 28 as 'id'; it gives a text",
        "{answers: {read: {body: {phone: '+55 11 98765-4321'}}}} | :4:37 A case: kommo-read-action (lead) never gives '+55 11 98765-4321' as 'phone'; it gives a text that matches ^[1-9][0-9]{7,14}$",
        "{answers: {read: {body: [x]}}} | :4:36 A case: kommo-read-action (lead) never gives a list; it gives a map",
        "{answers: {read: {file: fixtures/waha-text.json}}} | A case: kommo-read-action (lead) never gives the text 'fixtures/waha-text.json'; it gives a map",
        "{answers: {read: {status: 404}}} | :4:30 A case: kommo-read-action gives no 'status': that is for steps that call by HTTP",
        "{answers: {kommo-thanks-thank: {body: x}}} | :4:44 A case: whatsapp-text gives no body, it leaves the one there was",
        "{kommo: {leads: [{id: 1, title: x}]}} | :4:37 A case: There is no field 'title' here; there are contacts, id, name, pipeline, price, responsible, status",
        "{kommo: {lead: []}} | A case: Kommo has no 'lead'; there are contacts, leads, users",
        "{odoo: {account.move: [{id: 1, ammount_total: 41}]}} | :4:43 A case: odoo-read-action (account.move) gives no 'ammount_total'; it gives access_token, ",
        "{odoo: {account.move: [{id: 1, partner_id: {id: 7}}]}} | :4:43 A case: odoo-read-action (account.move) never gives a map as 'partner_id'; it gives a number",
        "{odoo: {calls: {get_portal_url: {url: x}}}} | A case: odoo-call-action never gives a map; it gives a text",
      })
  void anImpossibleAnswerIsReportedWithItsPlaceAndThePossibleNames(String given, String told) {
    assertThat(onKommo(given).message()).contains(told);
  }

  @Test
  void ownFieldsAndModelsOfAnOdooMayBeGiven() {
    String own = "{res.partner: [{id: 1, x_studio_rank: 7}], my.model: [{id: 1, anything: 7}]}";
    assertThat(onKommo("{odoo: " + own + "}").message())
        .contains("the flow asks Kommo for a record, and the case has none: add given.kommo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{intent: intersse} | an LLM that keeps to what it is asked for never gives 'intersse' as 'intent'; it gives one of ",
        "{intent: saudacao, area: Cozinha} | never gives 'Cozinha' as 'area'; it gives one of ",
        "{intent: saudacao, entities: {name: Ana}} | gives no 'name'; it gives data, email, hora, nome, ",
        "{intent: saudacao, reply: null} | never gives nothing as 'reply'",
        "{intent: saudacao, confidence: high} | never gives the text 'high' as 'confidence'; it gives a number",
      })
  void anImpossibleAnswerOfTheLlmIsReported(String llm, String told) {
    Result result =
        one("{llm: %s}".formatted(llm), "{message: {from: '5511987654321', text: Oi}}", "[]");
    assertThat(result.message()).contains("thanks.test.yaml:4:", told, "{raw: …}");
  }

  @Test
  void aFailureShowsThePlaceTheDifferenceAndBothLists() {
    assertThat(expecting("[whatsapp-text: {text: 'Olá, Ana!'}]").message())
        .isEqualTo(
            """
            routes/tests/thanks.test.yaml:6:36 A case: whatsapp-text.text: expected "Olá, Ana!", \
            but came "Obrigado, Ana!"
              expected:
                > - whatsapp-text: {text: "Olá, Ana!"}
              came:
                > - whatsapp-text: {to: "5511987654321", text: "Obrigado, Ana!", priority: 0, \
            channel: "whatsapp"}""");
  }

  @Test
  void aMissingResultIsNamed() {
    assertThat(expecting("[whatsapp-text: , drop: ]").message())
        .isEqualTo(
            """
            routes/tests/thanks.test.yaml:6:31 A case: expected drop, but nothing more came
              expected:
                  - whatsapp-text:
                > - drop:
              came:
                  - whatsapp-text: {to: "5511987654321", text: "Obrigado, Ana!", priority: 0, \
            channel: "whatsapp"}
                > (nothing)""");
  }

  @Test
  void anExtraResultIsNamed() {
    assertThat(expecting("[]").message())
        .startsWith(
            "routes/tests/thanks.test.yaml:6:13 A case: expected nothing more, but came"
                + " whatsapp-text");
  }

  @Test
  void aResultOfAnotherKindIsNamed() {
    assertThat(expecting("[opt-out: ]").message())
        .startsWith(
            "routes/tests/thanks.test.yaml:6:14 A case: expected opt-out, but came whatsapp-text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{text: {contains: Ana}} | ",
        "{text: {contains: Eva}} | whatsapp-text.text: expected to contain \"Eva\", but came \"Obrigado, Ana!\"",
        "{text: {matches: '^Obrigado, .*!$'}} | ",
        "{text: {matches: '^Olá'}} | whatsapp-text.text: expected to match /^Olá/, but came \"Obrigado, Ana!\"",
        "{text: {matches: '('}} | This is no regular expression: Unclosed group",
        "{client: {absent: true}} | ",
        "{text: {absent: true}} | whatsapp-text.text: expected nothing, but came \"Obrigado, Ana!\"",
        "{text: {absent: false}} | ",
        "{client: {absent: false}} | whatsapp-text.client: expected any, but there is none",
        "{client: odoo:7} | whatsapp-text.client: expected \"odoo:7\", but there is none",
        "{priority: 0.0} | ",
        "{priority: 1} | whatsapp-text.priority: expected 1, but came 0",
        "{to: 5511987654321} | ",
        "{due: 24h} | ",
        "{due: 1d} | ",
        "{due: 23h} | whatsapp-text.due: expected \"23h\", but came 24h",
      })
  void eachMatcherAcceptsTheRightValuesAndReportsTheOthers(String expected, String told) {
    String message =
        one("{settings: {thanks.due: 24h}}", WHEN, "[whatsapp-text: " + expected + "]").message();
    if (told == null) {
      assertThat(message).isNull();
    } else {
      assertThat(message).contains(" A case: " + told);
    }
  }

  @Test
  void anEventWhoseFlowThrowsIsRetriedAndThenDead() {
    assertThat(
            one(
                    "{}",
                    event("fail"),
                    "[retry: {times: 3}, dead: {reason: {contains: 'IllegalStateException: broken'}}]")
                .message())
        .isNull();
  }

  @Test
  void anEventWithoutAFlowIsParked() {
    assertThat(
            one(
                    "{}",
                    "{event: {type: no.such.type}}",
                    "[parked: {reason: {contains: no.such.type}}]")
                .message())
        .isNull();
  }

  @Test
  void bytesThatAreNoWebhookAreDead() {
    assertThat(
            one(
                    "{}",
                    "{webhook: {source: odoo, body: 'not JSON'}}",
                    "[dead: {reason: {contains: UNREADABLE}}]")
                .message())
        .isNull();
  }

  @Test
  void aFlowThatWaitsForEverIsStopped() {
    assertThat(one("{}", event("wait"), "[]").message())
        .isEqualTo(
            "routes/tests/thanks.test.yaml:5:26 A case: the case does not end: after 200 runs"
                + " something is still due (the last run ended in WAITING, to go on with"
                + " odoo.res.partner)");
  }

  @Test
  void flowThatNeverEndsIsStoppedAndTheNextCaseRuns() {
    String file =
        """
        flow: thanks
        cases:
          - {name: A, when: %s, expect: []}
          - {name: B, when: %s, expect: [whatsapp-text: ]}
        """
            .formatted(event("hang"), WHEN);
    try (Examples impatient =
        Examples.on(url, TestServers.USER, TestServers.password(), Duration.ofSeconds(5))) {
      Results results = impatient.run(routes.with(TEST, file), TEST::equals);
      assertThat(results.cases().get(0).message())
          .isEqualTo(
              "routes/tests/thanks.test.yaml:3:5 A: the flow does not end: it was stopped after"
                  + " 5 s; the steps it went through are"
                  + " [thanks-again, thanks-loop, thanks-what]");
      assertThat(results.cases().get(1).message()).isNull();
    }
  }

  @Test
  void aMessageAfterAWaitIsSentAlsoIfOneWasSentBeforeIt() {
    String flow =
        """
        - route:
            id: twice
            description: Says two things
            nodePrefixId: twice-
            from:
              uri: direct:odoo.res.partner.category
              steps:
                - to: {uri: "kamelet:whatsapp-text", parameters: {to: "5511987654321", text: Um}}
                - to: {uri: "kamelet:wait", parameters: {for: 1h, then: twice-later}}
        - route:
            id: twice-later
            description: Says the second
            nodePrefixId: twice-later-
            from:
              uri: direct:twice-later
              steps:
                - to: {uri: "kamelet:whatsapp-text", parameters: {to: "5511987654321", text: Dois}}
        """;
    String test =
        """
        flow: twice
        cases:
          - name: Both
            when: {event: {type: odoo.res.partner.category, body: {}}}
            expect:
              - whatsapp-text: {text: Um}
              - wait: {then: twice-later}
              - whatsapp-text: {text: Dois}
        """;
    RouteFiles two =
        routes.with("flows/twice.camel.yaml", flow).with("tests/twice.test.yaml", test);
    assertThat(examples.run(two, "tests/twice.test.yaml"::equals).cases().get(0).message())
        .isNull();
  }

  @Test
  void aCallOutsideWithoutAnAnswerFailsAndSaysWhatToAdd() {
    assertThat(asking("{}").message())
        .isEqualTo(
            "routes/tests/thanks.test.yaml:3:5 A case: the step 'ask' asks https://api.example/price,"
                + " and no test leaves this machine: add what it answers, given.answers.ask:"
                + " {body: …} (or {status: 404}, {away: true})");
  }

  @Test
  void aCallOutsideGetsTheGivenAnswer() {
    assertThat(
            one(
                    "{answers: {ask: {body: {price: 12.5}}}}",
                    event("ask"),
                    "[whatsapp-text: {text: '{\"price\":12.5}'}]")
                .message())
        .isNull();
  }

  @Test
  void theAnswersOfAListAreGivenOneAfterAnother() {
    assertThat(
            one(
                    "{answers: {thanks-ask: [{away: true}, {status: 503}, {body: R$ 10}]}}",
                    event("ask"),
                    "[retry: {times: 1}, retry: {times: 1}, whatsapp-text: {text: R$ 10}]")
                .message())
        .isNull();
  }

  @Test
  void aMissingAnswerIsReported() {
    assertThat(asking("{answers: {ask: [{away: true}]}}").message())
        .contains("the step thanks-ask is asked 2 times, and the case has answers for 1");
  }

  /** Each of these steps names its route by an expression. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "enrich: {id: asks, constant: direct:priced}",
        "enrich: {id: asks, simple: \"direct:${body[to]}\"}",
        "recipientList: {id: asks, constant: \"direct:priced\"}",
        "routingSlip: {id: asks, simple: \"direct:${body[to]}\"}"
      })
  void aStepThatNamesARouteByAnExpressionRunsIt(String step) {
    String flow =
        """
        - route:
            id: thanks
            nodePrefixId: thanks-
            from:
              uri: direct:odoo.res.partner
              steps:
                - %s
                - to:
                    uri: kamelet:whatsapp-text
                    parameters: {to: "5511987654321", text: "${body}"}
        - route:
            id: priced
            nodePrefixId: priced-
            from:
              uri: direct:priced
              steps:
                - setBody: {constant: "41"}
        """
            .formatted(step);
    String when = "{event: {type: odoo.res.partner, body: {to: priced}}}";
    String cases =
        "  - name: x\n    when: %s\n    expect: [{whatsapp-text: {text: \"41\"}}]\n"
            .formatted(when);
    RouteFiles files = routes.with("flows/thanks.camel.yaml", flow);
    for (String given : List.of("", "given: {answers: {asks: {real: true}}}\n")) {
      RouteFiles tested =
          files.with("tests/thanks.test.yaml", "flow: thanks\n" + given + "cases:\n" + cases);
      assertThat(examples.run(tested, name -> name.endsWith("thanks.test.yaml")).failures())
          .isEmpty();
    }
  }

  @Test
  void aRefusalByTheOtherSystemIsAFailure() {
    assertThat(
            one(
                    "{answers: {ask: {status: 404}}}",
                    event("ask"),
                    "[retry: {times: 3}, dead: {reason: {contains: '404'}}]")
                .message())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{rows: {clients: [{name: Ana}]}} | There is no table 'clients'; did you mean 'client'?",
        "{rows: {client: [{nome: Ana}]}} | The table 'client' has no column 'nome'; did you mean 'name'?",
        "{rows: {client: [{name: null}]}} | This row cannot be put into 'client': ERROR: null value",
        "{rows: {client: [{name: Ana, odoo_partner_id: x}]}} | This row cannot be put into 'client': ERROR: invalid",
        "{clok: x} | There is no field 'clok' here; did you mean 'clock'?",
        "{clock: gestern} | 'gestern' is not a time with a zone such as 2026-12-01T10:00:00-03:00",
        "{answers: {asc: {body: x}}} | There is no step 'asc' in any flow",
        "{answers: {ask: {bodi: x}}} | There is no field 'bodi' here; did you mean 'body'?",
        "{answers: {ask: {status: many}}} | 'status' is an HTTP status such as 200 or 404",
      })
  void anErrorInGivenIsNamedWithTheNearestName(String given, String told) {
    assertThat(asking(given).message()).contains(" A case: " + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{webhook: {source: odo, body: {}}} | There is no source 'odo'; did you mean 'odoo'?",
        "{webhook: {source: odoo, file: fixtures/odoo-invoice-poste.json}} | There is no file routes/tests/fixtures/odoo-invoice-poste.json; did you mean 'fixtures/odoo-invoice-posted.json'?",
        "{webhook: {source: odoo, file: ../flows/opt-out.camel.yaml}} | '../flows/opt-out.camel.yaml' is not below routes/tests/",
        "{webhook: {source: odoo, file: /etc/passwd}} | '/etc/passwd' is not below routes/tests/",
        "{webhook: {source: odoo}} | A webhook has either a 'file' below tests/ or a 'body'",
        "{mesage: {}} | There is no field 'mesage' here; did you mean 'message'?",
        "{message: {from: '5511987654321', kind: fax}} | 'kind' is one of text, image, audio, sticker, document, location",
        "{} | 'when' is one of webhook, event, message or schedule",
        "{message: {from: '5511987654321', text: oi}, at: 2026-01-06T10:00} | 'at' is a time of a 'schedule', and there is none here",
      })
  void anErrorInWhenIsNamedWithTheNearestName(String when, String told) {
    assertThat(one("{}", when, "[]").message()).contains(" A case: " + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "flow: thanks | routes/tests/thanks.test.yaml:1:1 (the file): 'cases' is missing or empty",
        "flow: other | :1:7 (the file): The flow is 'other', and the file is named for 'thanks'",
        "cases: [] | :1:1 (the file): 'flow' is missing: it names the flow file that is tested",
        "'flow: [' | (the file): This must be a map (name: value), and is the text 'flow: ['",
        "flow: [ | (the file): This is not YAML:",
        "` ` | :1:1 (the file): The file is empty",
        "{flow: thanks, cases: [{}]} | :1:24 (case without a name): 'name' is missing",
        "{flow: thanks, cases: [{name: A, name: B}]} | :1:34 (case without a name): 'name' is here twice",
        "{flow: thanks, cases: [{name: A, wen: x}]} | :1:34 A: There is no field 'wen' here; did you mean 'when'?",
        "{flow: thanks, cases: [{name: A, expect: []}]} | :1:24 A: 'when' is missing: what happens",
      })
  void aFileThatIsNoTestIsReportedWithThePlace(String file, String told) {
    assertThat(run(file).message()).contains(told);
  }

  @Test
  void anUnknownKindIsNamedWithTheNearestOne() {
    assertThat(expecting("[whatsap-text: ]").message())
        .contains(
            ":6:14 A case: There is no field 'whatsap-text' here; did you mean 'whatsapp-text'?");
  }

  @Test
  void eachCaseOfAFlowThatCannotBeBuiltReportsIt() {
    RouteFiles broken =
        routes
            .with("flows/thanks.camel.yaml", FLOW.replace("kamelet:wait", "kamelet:wate"))
            .with(TEST, "{flow: thanks, cases: [{name: A, when: %s, expect: []}]}".formatted(WHEN));
    assertThat(examples.run(broken, TEST::equals).cases().get(0).message())
        .endsWith(
            "A: routes/flows/thanks.camel.yaml cannot be built: there is no Kamelet 'wate'; did you mean 'wait'?");
  }

  private static Result postingNote(String expected) {
    String flow =
        """
        - route:
            id: noted
            nodePrefixId: noted-
            from:
              id: in
              uri: direct:odoo.crm.lead
              steps:
                - to:
                    id: post
                    uri: kamelet:http-call
                    parameters: {url: "https://crm.example/x", json: {note: "${body[none]}"}}
        """;
    String test =
        """
        flow: noted
        cases:
          - name: A case
            when: {event: {type: odoo.crm.lead, body: {id: 1}}}
            expect: [http-call: {json: %s}]
        """
            .formatted(expected);
    String name = "tests/noted.test.yaml";
    RouteFiles files = routes.with("flows/noted.camel.yaml", flow).with(name, test);
    return examples.run(files, name::equals).cases().get(0);
  }

  @Test
  void aNullThatIsSentIsAFieldAndNotAbsent() {
    assertThat(postingNote("{note: null}").message()).isNull();
    assertThat(postingNote("{note: {absent: false}}").message()).isNull();
    assertThat(postingNote("{other: {absent: true}}").message()).isNull();
    assertThat(postingNote("{note: {absent: true}}").message())
        .contains("http-call.json.note: expected nothing, but came null");
  }

  @Test
  void aMissingSettingIsNamedOnceForAFileWithTheRemedy() {
    String test =
        """
        flow: thanks
        cases:
          - {name: A, when: %s, expect: []}
          - {name: B, when: %s, expect: []}
          - {name: C, given: {settings: {recado.flow.due: 1h}}, when: %s, expect: [whatsapp-text: ]}
        """
            .formatted(WHEN, WHEN, WHEN);
    RouteFiles broken =
        routes
            .with("flows/thanks.camel.yaml", FLOW.replace("{{thanks.due:}}", "{{recado.flow.due}}"))
            .with(TEST, test);
    assertThat(examples.run(broken, TEST::equals).cases())
        .extracting(Result::message)
        .containsExactly(
            "routes/"
                + TEST
                + ":3:5 A: routes/flows/thanks.camel.yaml cannot be built: the setting recado.flow.due is not set: add it to given.settings",
            "routes/" + TEST + ":4:5 B: routes/flows/thanks.camel.yaml cannot be built, as above",
            null);
  }

  private static Result atNine(String when, String expect) {
    return atNine("when: %s, expect: %s".formatted(when, expect));
  }

  private static Result atNine(String what) {
    String flow =
        """
        - route:
            id: nine
            nodePrefixId: nine-
            from:
              uri: quartz:tests/nine
              parameters:
                cron: "0 0 9 ? * MON-FRI"
              steps:
                - to:
                    id: end
                    uri: kamelet:drop
                    parameters:
                      reason: "${body[schedule]} ${body[planned]} ${body[local]} ${body[missed]} ${body[by]}"
        """;
    String name = "tests/nine.test.yaml";
    String test = "{flow: nine, cases: [{name: A case, %s}]}".formatted(what);
    RouteFiles files = routes.with("flows/nine.camel.yaml", flow).with(name, test);
    return examples.run(files, name::equals).cases().get(0);
  }

  @Test
  void theClockReachesTheTimeOfASchedule() {
    assertThat(
            atNine(
                    "{schedule: tests/nine, at: 2026-03-02T09:00}",
                    "[drop: {reason: 'tests/nine 2026-03-02T12:00:00Z 2026-03-02T09:00:00 0 clock'}]")
                .message())
        .isNull();
  }

  @Test
  void aFurtherStepWithoutATimeReachesTheTimeAfter() {
    String first = "[drop: {reason: {contains: 2026-01-07T09:00:00}}]";
    String second = "[drop: {reason: {contains: 2026-01-08T09:00:00}}]";
    assertThat(
            atNine(
                    "steps: [{when: {schedule: tests/nine}, expect: %s}, {when: {schedule: tests/nine}, expect: %s}]"
                        .formatted(first, second))
                .message())
        .isNull();
  }

  @Test
  void withoutATimeTheClockReachesTheNextOne() {
    assertThat(
            atNine("{schedule: tests/nine}", "[drop: {reason: {contains: 2026-01-07T09:00:00}}]")
                .message())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{schedule: tests/nin} | 1:54 A case: No flow has the schedule 'tests/nin'; did you mean 'tests/nine'?",
        "{schedule: tests/nine, at: 2026-03-01T09:00} | 1:70 A case: tests/nine has no time at 2026-03-01T09:00; the next is 2026-01-07T09:00",
        "{schedule: tests/nine, at: 2026-01-05T09:00} | A case: 'at' is before the time of the case",
        "{schedule: tests/nine, at: tomorrow} | A case: 'tomorrow' is not a time such as 2026-03-02T09:00",
      })
  void aTimeThatTheScheduleDoesNotHaveIsReportedWithItsPlace(String when, String told) {
    assertThat(atNine(when, "[]").message()).contains("routes/tests/nine.test.yaml:", told);
  }

  @Test
  void casesDoNotSeeEachOthersRows() {
    String file =
        """
        flow: thanks
        cases:
          - {name: A, given: {rows: {client: [{id: 1, name: Ana, odoo_partner_id: 1}]}}, when: %s, expect: [whatsapp-text: ]}
          - {name: B, given: {rows: {client: [{id: 1, name: Ana, odoo_partner_id: 1}]}}, when: %s, expect: [whatsapp-text: ]}
        """
            .formatted(WHEN, WHEN);
    assertThat(examples.run(routes.with(TEST, file), TEST::equals).failures()).isEmpty();
  }

  @Test
  void aStepWithATimeHappensBeforeLaterDueWork() {
    assertThat(
            run("""
                    flow: thanks
                    cases:
                      - name: A
                        steps:
                          - {when: {message: {from: '5511987654321', text: oi}}, expect: [conversation-turn: ]}
                          - {after: 1s, when: {message: {from: '5511987654321', text: sair}}, expect: [conversation-turn: , understood: , opt-out: , whatsapp-template: , conversation-remember: ]}
                    """)
                .message())
        .isNull();
  }

  @Test
  void theTestsLeaveNothingInTheDatabase() throws SQLException {
    expecting("[]");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet left =
            statement.executeQuery(
                "select count(*) from information_schema.schemata where schema_name like 'recado%'")) {
      left.next();
      assertThat(left.getInt(1)).isZero();
    }
  }
}
