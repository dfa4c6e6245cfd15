package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.SettableClock;
import dev.recado.StubKommo;
import dev.recado.StubKommoOauth;
import dev.recado.TestDatabase;
import dev.recado.ground.process.SealedText;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

/** Two hubs on one database with common tokens. */
class KommoTokensTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final StubKommo stub = new StubKommo();
  private final SettableClock clock = new SettableClock(TestKommo.NOW);
  private final KommoSettings settings = TestKommo.oauthSettings(stub.url());
  private final TestKommo one = TestKommo.with(settings, DATABASE, clock);
  private final TestKommo two = TestKommo.with(settings, DATABASE, clock);

  @BeforeEach
  void empty() {
    DATABASE.jdbc().sql("truncate kommo_account, kommo_consent").update();
    stub.addUser(1, "Ana Atendente", "ana@lojacentro.com.br");
  }

  @AfterEach
  void close() {
    stub.close();
  }

  private static String state(URI consent) {
    return String.valueOf(
        UriComponentsBuilder.fromUri(consent).build().getQueryParams().getFirst("state"));
  }

  private void connect() {
    one.oauth.connect(StubKommoOauth.CODE, state(one.oauth.consent()), "127.0.0.1");
  }

  @Test
  void aConsentMadeHereConnectsTheAccountForAllHubs() {
    assertThatThrownBy(two.kommo::users)
        .isInstanceOf(TryLaterException.class)
        .hasMessageContaining("/api/kommo/authorize");
    URI consent = one.oauth.consent();
    assertThat(consent)
        .hasHost("www.kommo.com")
        .hasPath("/oauth")
        .hasParameter("client_id", StubKommoOauth.CLIENT_ID)
        .hasParameter("mode", "post_message");
    // The browser may come back to the other hub.
    assertThat(two.oauth.connect(StubKommoOauth.CODE, state(consent), "127.0.0.1"))
        .isEqualTo(stub.url());

    assertThat(one.kommo.users()).hasSize(1);
    assertThat(two.kommo.users()).hasSize(1);
    assertThat(stub.oauth().refreshes()).isZero();
  }

  @Test
  void aConsentIsValidOnceAndForAnHour() {
    String state = state(one.oauth.consent());
    String late = state(one.oauth.consent());
    one.oauth.connect(StubKommoOauth.CODE, state, "127.0.0.1");
    assertThatThrownBy(() -> one.oauth.connect("code", state, "127.0.0.1"))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("já foi usada");
    clock.tick(Duration.ofMinutes(61));
    assertThatThrownBy(() -> one.oauth.connect("code", late, "127.0.0.1"))
        .isInstanceOf(UnprocessableException.class);
    assertThatThrownBy(() -> one.oauth.connect("code", "made up", "127.0.0.1"))
        .isInstanceOf(UnprocessableException.class);
    assertThat(stub.calls()).containsExactly("POST /oauth2/access_token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "kommo.com.evil.example",
        "127.0.0.1:5432",
        "localhost",
        "lojacentro.kommo.com:8443",
        "lojacentro.kommo.com/x",
        "user@lojacentro.kommo.com",
        "a.b.kommo.com",
        "kommo.com",
        ""
      })
  void theClientsSecretGoesToNobodyButKommo(String referer) {
    TestKommo open = TestKommo.with(TestKommo.oauthSettings(""), DATABASE, clock);
    assertThatThrownBy(() -> open.oauth.connect("c", state(open.oauth.consent()), referer))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("não é do Kommo");
  }

  @Test
  void anAccountOtherThanTheConfiguredOneIsRefused() {
    assertThatThrownBy(() -> one.oauth.connect("c", state(one.oauth.consent()), "outra.kommo.com"))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("KOMMO_URL");
    assertThat(stub.calls()).isEmpty();
  }

  @Test
  void aRefusedCodeSaysWhatToCheck() {
    assertThatThrownBy(() -> one.oauth.connect("spent", state(one.oauth.consent()), "127.0.0.1"))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("Authorization code has expired")
        .hasMessageContaining("KOMMO_CLIENT_SECRET")
        .hasMessageNotContaining(StubKommoOauth.CLIENT_SECRET);
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() {
    connect();
    clock.tick(Duration.ofHours(24).minusMinutes(9));
    stub.oauth().expire();
    one.kommo.users();
    assertThat(stub.oauth().refreshes()).isEqualTo(1);
    assertThat(stub.calls())
        .containsExactly(
            "POST /oauth2/access_token", "POST /oauth2/access_token", "GET /api/v4/users");
  }

  @Test
  void aRefusedTokenIsRenewedOnceAndTheCallRepeatedOnce() {
    connect();
    stub.oauth().expire();
    assertThat(one.kommo.users()).hasSize(1);
    assertThat(stub.calls())
        .containsExactly(
            "POST /oauth2/access_token",
            "GET /api/v4/users",
            "POST /oauth2/access_token",
            "GET /api/v4/users");
  }

  @Test
  void aHubTakesOverATokenThatAnotherHubRenewed() {
    connect();
    two.kommo.users();
    stub.oauth().expire();
    one.kommo.askUsers();
    assertThat(two.kommo.askUsers()).hasSize(1);
    assertThat(stub.oauth().refreshes()).isEqualTo(1);
  }

  @Test
  void manyCallsWithARefusedTokenRenewItOnce() throws Exception {
    connect();
    one.kommo.users();
    two.kommo.users();
    stub.oauth().expire();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<KommoUser>>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Kommo kommo = i % 2 == 0 ? one.kommo : two.kommo;
        all.add(threads.submit(kommo::askUsers));
      }
      for (Future<List<KommoUser>> users : all) {
        assertThat(users.get()).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(stub.oauth().refreshes()).isEqualTo(1);
  }

  @Test
  void aPairWhoseAnswerWasLostIsAskedForAgainWithTheOldToken() {
    connect();
    one.kommo.users();
    stub.oauth().expire();
    stub.oauth().spoilNextAnswer();
    assertThatThrownBy(one.kommo::askUsers).isInstanceOf(TryLaterException.class);
    assertThat(one.kommo.askUsers()).hasSize(1);
  }

  @Test
  void aRevokedAuthorisationNeedsAnAdministrator() {
    connect();
    one.kommo.users();
    stub.oauth().revoke();
    assertThatThrownBy(one.kommo::askUsers)
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("/api/kommo/authorize");
  }

  @Test
  void tokensAreStoredEncryptedAndOpenOnlyWithTheirKey() {
    connect();
    byte[] kept =
        DATABASE
            .jdbc()
            .sql("select access_token || refresh_token from kommo_account")
            .query(byte[].class)
            .single();
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("kommo-");

    SealedText mine = new SealedText(TestKommo.key('k'));
    byte[] sealed = mine.seal("token");
    assertThat(mine.open(sealed)).contains("token");
    assertThat(mine.seal("token")).isNotEqualTo(sealed);
    assertThat(new SealedText(TestKommo.key('x')).open(sealed)).isEmpty();
  }
}
