package dev.recado.systems.odoo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.recado.Samples;
import dev.recado.StubOdoo;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.http.Outbound;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OdooTest {

  @RegisterExtension
  private static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  private final StubOdoo old = new StubOdoo(17);
  private final StubOdoo recent = new StubOdoo(19);

  @AfterEach
  void close() {
    old.close();
    recent.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void bothProtocolsReadSearchWriteAndAddNotes(int version) {
    StubOdoo stub = version == 17 ? old : recent;
    Odoo odoo = TestOdoo.of(stub, version);
    long id = stub.lead("Ana", "+55 11 98765-4321");

    odoo.write("crm.lead", id, Map.of("contact_name", "Ana Prueba"));
    odoo.note("crm.lead", id, "ligar <amanhã>");

    assertThat(odoo.read("crm.lead", id, "contact_name,phone_sanitized"))
        .containsEntry("contact_name", "Ana Prueba")
        .containsEntry("phone_sanitized", "+5511987654321");
    assertThat(odoo.search("crm.lead", List.of(List.of("contact_name", "ilike", "prueba")), 5))
        .containsExactly(id);
    assertThat(stub.notes()).containsExactly(new StubOdoo.Note(id, "<p>ligar &lt;amanhã&gt;</p>"));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void anExistingRecordKeepsPeoplesChanges(int version) {
    StubOdoo stub = version == 17 ? old : recent;
    Odoo odoo = TestOdoo.of(stub, version);
    Map<String, String> row = Map.of("name", "Ana", "user_id/.id", "", "not_there/.id", "3");

    long first = odoo.createOnce("crm.lead", "recado.lead_1", row);
    stub.change("crm.lead", first, "user_id", 2);
    long second = odoo.createOnce("crm.lead", "recado.lead_1", row);

    assertThat(second).isEqualTo(first);
    assertThat(stub.leads()).singleElement().asString().contains("user_id=2");
    assertThat(odoo.externalIds("crm.lead", List.of(first)))
        .containsOnlyKeys(first)
        .extractingByKey(first)
        .satisfies(names -> assertThat(names).contains("recado.lead_1"));
  }

  @Test
  void odoo17UsesJsonRpcWithOneLoginForAllCalls() {
    Odoo odoo = TestOdoo.of(old, 17);
    odoo.read("res.partner", 11, "name");
    odoo.read("res.partner", 11, "name");
    assertThat(old.calls())
        .containsExactly(
            "authenticate", "res.partner/fields_get", "res.partner/read", "res.partner/read");
  }

  @Test
  void odoo19UsesJson2WithoutLoginAndHasNoMobile() {
    assertThat(TestOdoo.of(recent, 19).read("res.partner", 11, "name,phone,mobile"))
        .containsEntry("name", "Ana Prueba")
        .doesNotContainKey("mobile");
    assertThat(recent.calls()).containsExactly("res.partner/fields_get", "res.partner/read");
  }

  @Test
  void json2CarriesKeyDatabaseAndNamedArgumentsAsDocumented() {
    version("saas~19.1+e");
    SERVER.stubFor(post("/json/2/crm.lead/write").willReturn(okJson("true")));

    client().write("crm.lead", 43, Map.of("user_id", 2));

    SERVER.verify(
        postRequestedFor(urlEqualTo("/json/2/crm.lead/write"))
            .withHeader("Authorization", equalTo("bearer secret-key"))
            .withHeader("X-Odoo-Database", equalTo("hubtest"))
            .withRequestBody(equalToJson(Samples.text("odoo/json2-write-request.json"))));
  }

  @Test
  void theVersionIsAskedOnceAndAgainOnlyAfterOdooWasAway() {
    version("19.0-20251001");
    SERVER.stubFor(post("/json/2/crm.lead/write").willReturn(okJson("true")));
    Odoo odoo = client();
    odoo.write("crm.lead", 1, Map.of());
    odoo.write("crm.lead", 1, Map.of());
    SERVER.verify(1, getRequestedFor(urlEqualTo("/web/version")));

    SERVER.stubFor(post("/json/2/crm.lead/write").willReturn(aResponse().withStatus(502)));
    assertThatThrownBy(() -> odoo.write("crm.lead", 1, Map.of()))
        .isInstanceOf(TryLaterException.class)
        .hasMessage("O Odoo respondeu 502");
    SERVER.stubFor(post("/json/2/crm.lead/write").willReturn(okJson("true")));
    odoo.write("crm.lead", 1, Map.of());
    SERVER.verify(2, getRequestedFor(urlEqualTo("/web/version")));
  }

  @Test
  void aFailedQuestionForTheVersionIsRepeatedLater() {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
    Odoo odoo = client();
    tryLater(() -> odoo.write("crm.lead", 1, Map.of()), "503");

    version("19.0");
    SERVER.stubFor(post("/json/2/crm.lead/write").willReturn(okJson("true")));
    odoo.write("crm.lead", 1, Map.of());
    SERVER.verify(0, postRequestedFor(urlEqualTo("/jsonrpc")));
  }

  @Test
  void aWrongPasswordNamesTheSettingsButNotThePassword() {
    Odoo odoo = TestOdoo.client(old, "hub", "wrong-secret");
    refused(
        () -> odoo.read("res.partner", 11, "name"),
        "O Odoo recusa o login de 'hub' no banco 'hubtest'",
        "ODOO_USERNAME, ODOO_PASSWORD e ODOO_DB");
    assertThatThrownBy(() -> odoo.read("res.partner", 11, "name"))
        .hasMessageNotContaining("wrong-secret");
  }

  @Test
  void aChangedPasswordLeadsToANewLogin() {
    Odoo odoo = TestOdoo.of(old, 17);
    old.failOnce("res.partner/fields_get", "odoo.exceptions.AccessDenied", "Access Denied");
    refused(() -> odoo.read("res.partner", 11, "name"), "ODOO_PASSWORD");

    assertThat(odoo.read("res.partner", 11, "name")).isNotNull();
    assertThat(old.calls()).filteredOn("authenticate"::equals).hasSize(2);
  }

  @Test
  void aPasswordInPlaceOfAKeyIsReportedForOdoo19() {
    Odoo odoo = TestOdoo.client(recent, "hub", "wrong-secret");
    refused(
        () -> odoo.read("res.partner", 11, "name"),
        "recusa a chave de API",
        "ODOO_PASSWORD",
        "recado.odoo.protocol=jsonrpc");
  }

  @Test
  void aMissingRightNamesTheGroupsThatHaveIt() {
    Odoo odoo = TestOdoo.client(old, "limited", StubOdoo.LIMITED_PASSWORD);
    refused(
        () -> odoo.read("crm.lead", 1, "name"),
        "O usuário 'limited' do Odoo não tem permissão para criar crm.lead",
        "dê a ele um destes grupos: Sales/Administrator; Sales/User: Own Documents Only");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void anUnknownFieldIsNamedWithItsModel(int version) {
    StubOdoo stub = version == 17 ? old : recent;
    Odoo odoo = TestOdoo.of(stub, version);
    String told = "O Odoo não tem o campo 'no_such_field' em res.partner";
    refused(() -> odoo.write("res.partner", 11, Map.of("no_such_field", 1)), told);
    refused(() -> odoo.search("res.partner", List.of(List.of("no_such_field", "=", 1)), 1), told);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aMissingModelOrRecordIsNamed(int version) {
    StubOdoo stub = version == 17 ? old : recent;
    Odoo odoo = TestOdoo.of(stub, version);
    refused(
        () -> odoo.search("no.such.model", List.of(), 1),
        "não tem o modelo 'no.such.model': instale o aplicativo");
    refused(
        () -> odoo.write("crm.lead", 999, Map.of()),
        "O registro crm.lead 999 não existe mais no Odoo");
    refused(() -> odoo.call("crm.lead", "no_such_method", 1), "no_such_method");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void onlyTheFirstLineOfOdoosTextIsKept(int version) {
    StubOdoo stub = version == 17 ? old : recent;
    Odoo odoo = TestOdoo.of(stub, version);
    stub.failOnce(
        "res.partner/write", "odoo.exceptions.ValidationError", "Sem ciclos.\nTraceback " + "x");
    assertThatThrownBy(() -> odoo.write("res.partner", 11, Map.of()))
        .isInstanceOf(UnprocessableException.class)
        .hasMessage("O Odoo recusa write em res.partner: Sem ciclos.");

    stub.failOnce("res.partner/write", "odoo.exceptions.UserError", "longa ".repeat(500));
    assertThatThrownBy(() -> odoo.write("res.partner", 11, Map.of()))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "psycopg2.errors.SerializationFailure",
        "psycopg2.errors.LockNotAvailable",
        "psycopg2.OperationalError"
      })
  void temporaryErrorsAreTriedLaterInBothProtocols(String name) {
    old.failOnce("crm.lead/write", name, "could not");
    tryLater(() -> TestOdoo.of(old, 17).write("crm.lead", 1, Map.of()), name);
    recent.failOnce("crm.lead/write", name, "could not");
    tryLater(() -> TestOdoo.of(recent, 19).write("crm.lead", 1, Map.of()), name);
  }

  @Test
  void answersOfAProxyAreTriedLaterOrPointToTheAddress() {
    version("19.0");
    Odoo odoo = client();
    SERVER.stubFor(post("/json/2/crm.lead/write").willReturn(aResponse().withStatus(429)));
    tryLater(() -> odoo.write("crm.lead", 1, Map.of()), "429");
    SERVER.stubFor(
        post("/json/2/crm.lead/write").willReturn(aResponse().withStatus(404).withBody("<html>")));
    tryLater(() -> odoo.write("crm.lead", 1, Map.of()), "404: confira ODOO_URL");
  }

  @Test
  void anErrorOfOdooItselfIsARefusalEvenAsHttp500() {
    version("19.0");
    SERVER.stubFor(
        post("/json/2/crm.lead/write")
            .willReturn(
                jsonResponse(
                    """
                    {"name": "builtins.TypeError", "message": "unhashable type", "debug": "trace"}
                    """,
                    500)));
    assertThatThrownBy(() -> client().write("crm.lead", 1, Map.of()))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("unhashable type")
        .hasMessageNotContaining("trace");
  }

  @Test
  void anExpiredSessionLeadsToANewLogin() {
    SERVER.stubFor(get("/web/version").willReturn(aResponse().withStatus(404)));
    SERVER.stubFor(
        post("/jsonrpc")
            .willReturn(
                okJson(
                    """
                    {"jsonrpc": "2.0", "id": 1, "error": {"code": 100, "data": {
                      "name": "odoo.http.SessionExpiredException", "message": "Session expired"}}}
                    """)));
    tryLater(() -> client().write("crm.lead", 1, Map.of()), "sessão");
  }

  @Test
  void onlyAnOdooThatIsAwayOpensTheBreaker() {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "odoo",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(4)
                .minimumNumberOfCalls(4)
                .recordException(e -> e instanceof TryLaterException)
                .build());
    OdooSettings settings =
        TestOdoo.settings("http://127.0.0.1:" + old.port(), "hub", StubOdoo.PASSWORD);
    Odoo odoo = new Odoo(settings, Outbound.client(settings.timeout(), 2), breaker);
    for (int i = 0; i < 4; i++) {
      refused(() -> odoo.search("no.such.model", List.of(), 1), "no.such.model");
    }
    assertThat(odoo.breaker()).isEqualTo("CLOSED");

    old.close();
    for (int i = 0; i < 2; i++) {
      tryLater(() -> odoo.search("crm.lead", List.of(), 1), "não responde");
    }
    assertThat(odoo.breaker()).isEqualTo("OPEN");
    tryLater(() -> odoo.search("crm.lead", List.of(), 1), "fica em paz");
  }

  private static void version(String version) {
    SERVER.stubFor(get("/web/version").willReturn(okJson("{\"version\": \"" + version + "\"}")));
  }

  private static Odoo client() {
    return TestOdoo.client(SERVER.baseUrl(), "hub", "secret-key");
  }

  private static void refused(ThrowingCallable call, String... told) {
    assertThatThrownBy(call)
        .isInstanceOf(UnprocessableException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(told));
  }

  private static void tryLater(ThrowingCallable call, String told) {
    assertThatThrownBy(call).isInstanceOf(TryLaterException.class).hasMessageContaining(told);
  }
}
