package dev.recado.ground.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** The settings that the hub starts with, and its complaints about others. */
class SettingsCheckTest {

  /** The secrets that a hub needs when others can reach it. */
  private static final String SECRETS =
      " WAHA_HMAC_KEY=hmac ODOO_WEBHOOK_TOKEN=odoo FORM_WEBHOOK_TOKEN=form";

  private static final String WAHA = SECRETS + " WAHA_URL=http://waha:3000 WAHA_API_KEY=key";
  private static final String TWILIO =
      SECRETS + " TWILIO_ACCOUNT_SID=AC00000000000000000000000000000001 TWILIO_AUTH_TOKEN=token";

  private static final String KEY = " RECADO_SECRET_KEY=0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PORT=9090",
        "PORT=0",
        "PORT=",
        "SERVER_ADDRESS=127.0.0.1",
        "SERVER_ADDRESS=localhost",
        "SERVER_ADDRESS=::1",
        "SERVER_ADDRESS=0.0.0.0" + SECRETS,
        "SERVER_ADDRESS=::" + SECRETS,
        "RECADO_DATA=/var/lib/recado RECADO_ROUTES=/routes",
        "RECADO_ROLES=ingress",
        "RECADO_ROLES=intake,dispatch",
        "RECADO_ROLES=WEB,Ingress",
        "RECADO_ADMIN_PASSWORD=secret RECADO_SECRET_KEY=0123456789abcdef",
        "RECADO_TIMEZONE=America/Manaus",
        "RECADO_QUIET_HOURS=off",
        "RECADO_QUIET_HOURS=per-state",
        "RECADO_QUIET_HOURS=national",
        "RECADO_QUIET_HOURS=strict",
        "RECADO_QUIET_HOURS=08:00-20:00",
        "RECADO_QUIET_HOURS=",
        "RECADO_KEEP_MESSAGES=0s RECADO_KEEP_EVENTS=0s",
        "RECADO_KEEP_MESSAGES=0s",
        "RECADO_KEEP_MESSAGES=90d RECADO_KEEP_EVENTS=720h",
        "RECADO_PACING=on",
        "RECADO_PACING=off",
        "RECADO_DEBOUNCE=500ms",
        "RECADO_LOG_FORMAT=",
        "RECADO_LOG_FORMAT=ecs LOG_LEVEL=DEBUG",
        "SPRING_DATASOURCE_URL=jdbc:postgresql://db:5432/recado SPRING_DATASOURCE_USERNAME=u"
            + " SPRING_DATASOURCE_PASSWORD=p"
            + KEY,
        "SPRING_DATASOURCE_URL=jdbc:postgresql://db/recado?user=u&password=p" + KEY,
        "DATABASE_URL=postgres://u:p%40w@db:5432/recado?sslmode=require" + KEY,
        "DATABASE_URL=postgresql://u:p@a:1,b:2/recado" + KEY,
        "PGHOST=db PGPORT=5433 PGDATABASE=recado PGUSER=u PGPASSWORD=p PGSSLMODE=require" + KEY,
        "PGUSER=u PGPASSWORD=p",
        "KAFKA_BROKERS=kafka:9092",
        "KAFKA_BROKERS=a:9092,b:9092,[::1]:9092",
        "WAHA_URL=http://127.0.0.1:3000",
        "WAHA_URL=http://localhost:3000/ WAHA_SESSION=loja",
        "WAHA_URL=http://[::1]:3000 WAHA_API_KEY=key",
        "WAHA_URL=http://127.0.0.1:3000 WAHA_HMAC_KEY=hmac",
        "WAHA_BASE_URL=http://localhost:3000 WAHA_SESSION_NAME=loja",
        WAHA,
        "WAHA_BASE_URL=https://waha.example WAHA_API_KEY=key" + SECRETS,
        "WPPCONNECT_URL=http://localhost:21465 WPPCONNECT_TOKEN=t" + SECRETS,
        "WPPCONNECT_URL=https://wpp.example WPPCONNECT_TOKEN=t WPPCONNECT_SESSION=loja"
            + " WPPCONNECT_WEBHOOK_TOKEN=w WPPCONNECT_WEBHOOK_TOKEN_PREVIOUS=v"
            + SECRETS,
        "EVOLUTION_URL=http://localhost:8081 EVOLUTION_API_KEY=k EVOLUTION_INSTANCE=loja" + SECRETS,
        "EVOLUTION_URL=https://evolution.example EVOLUTION_API_KEY=k EVOLUTION_INSTANCE=loja"
            + " EVOLUTION_WEBHOOK_TOKEN=w"
            + SECRETS,
        "ODOO_URL=https://odoo.example ODOO_DB=d ODOO_USERNAME=u ODOO_PASSWORD=p" + SECRETS,
        "ODOO_URL=http://127.0.0.1:8069 ODOO_DB=d ODOO_USERNAME=u ODOO_PASSWORD=p"
            + " ODOO_WEBHOOK_TOKEN=odoo WAHA_HMAC_KEY=hmac",
        "ODOO_URL=https://odoo.example RECADO_ODOO_PROTOCOL=json2 ODOO_PASSWORD=p" + SECRETS,
        "KOMMO_URL=https://a.kommo.com KOMMO_ACCESS_TOKEN=t KOMMO_WEBHOOK_TOKEN=w" + SECRETS,
        "KOMMO_CLIENT_ID=i KOMMO_CLIENT_SECRET=s KOMMO_REDIRECT_URI=https://hub/oauth/kommo"
            + " KOMMO_WEBHOOK_TOKEN=w"
            + SECRETS,
        "KOMMO_URL=https://a.kommo.com KOMMO_CLIENT_ID=i KOMMO_CLIENT_SECRET=s"
            + " KOMMO_REDIRECT_URI=https://hub/oauth/kommo KOMMO_WEBHOOK_TOKEN=w"
            + SECRETS,
        TWILIO + " TWILIO_FROM=+5511987650000 TWILIO_AUTH_TOKEN_PREVIOUS=p",
        TWILIO
            + " TWILIO_FROM=MG00000000000000000000000000000001 TWILIO_API_URL=http://127.0.0.1:1"
            + " TWILIO_WEBHOOK_URL=https://hub.example/webhooks/twilio",
        "KOMMO_WEBHOOK_TOKEN=w RDSTATION_WEBHOOK_TOKEN=r FORM_WEBHOOK_TOKEN=f",
        "WHATSAPP_ACCESS_TOKEN=t WHATSAPP_PHONE_NUMBER_ID=106540352242922 WHATSAPP_APP_SECRET=s"
            + " WHATSAPP_VERIFY_TOKEN=v ODOO_WEBHOOK_TOKEN=o FORM_WEBHOOK_TOKEN=f",
        "WHATSAPP_ACCESS_TOKEN=t WHATSAPP_PHONE_NUMBER_ID=106540352242922 WHATSAPP_APP_SECRET=s"
            + " WHATSAPP_VERIFY_TOKEN=v WHATSAPP_APP_SECRET_PREVIOUS=p META_API_VERSION=v26.0"
            + " WHATSAPP_BUSINESS_ACCOUNT_ID=102290129340398 META_GRAPH_URL=http://127.0.0.1:8099"
            + " ODOO_WEBHOOK_TOKEN=o FORM_WEBHOOK_TOKEN=f",
        "LLM_PROVIDER=none LLM_MODEL=unused",
        "LLM_PROVIDER=openai LLM_API_KEY=k LLM_MODEL=m LLM_TIMEOUT=8s",
        "LLM_PROVIDER=openai LLM_BASE_URL=http://llm:8000 LLM_MODEL=m LLM_TIMEOUT=8",
        "LLM_PROVIDER=ollama LLM_BASE_URL=http://localhost:11434 LLM_MODEL=m",
        "LLM_PROVIDER=Anthropic LLM_API_KEY=k LLM_MODEL=m",
        "LLM_TEMPERATURE=0.7 LLM_MAX_TOKENS=512",
        "MODEL_TEMPERATURE=0.7 MODEL_MAX_LENGTH=512",
        "RATE_LIMIT_REQUESTS=100 RATE_LIMIT_PERIOD=3600",
        "ALERT_PHONE=5511987654321",
        "FORM_ORIGINS=https://www.example.com,http://localhost:3000/ FORM_ANSWER=202",
        "FORM_ORIGINS=*",
        "RECADO_OPENING_FOLLOW_UP=off RECADO_LEAD_INCOMPLETE_AFTER=OFF",
        "RECADO_CONVERSATION_RETURNAFTER=0 RECADO_CONVERSATION_AUTOMATIC_REPEATS=0",
        "ALERT_PHONE=(11)98765-4321",
        "ALERT_PHONE=120363025555555555@g.us",
        "ALERT_WEBHOOK_URL=https://hooks.example.com/T1?x=1 ALERT_FAILURE_RATE=7,5% ALERT_P95=1500ms",
        "ALERT_FAILURE_RATE=off ALERT_P95=OFF ALERT_OLDEST_UNSENT=off ALERT_CHANNEL_DOWN=off"
            + " ALERT_DEAD_LETTERS=off ALERT_QUALITY=off",
        "ALERT_QUALITY=red ALERT_DEAD_LETTERS=10 ALERT_REPEAT=30m ALERT_CALM=0s ALERT_LEAST=1",
        "TRUSTED_PROXIES=10.0.0.5,192.168.0.0/16,fd00::/8",
        "RECADO_HTTP_CREDENTIALS_X=s RECADO_HTTP_CREDENTIALPLACES_X=query:key"
            + " RECADO_HTTP_OAUTH_Y_TOKENURL=https://a.example/token"
            + " RECADO_HTTP_OAUTH_Y_CLIENTID=i RECADO_HTTP_OAUTH_Y_CLIENTSECRET=s",
      })
  void theHubStartsWithAllDocumentedSettings(String variables) throws IOException {
    assertThat(complaints(variables)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT=http | PORT",
        "ALERT_PHONE=95555-0001 | ALERT_PHONE",
        "ALERT_PHONE=abc | ALERT_PHONE",
        "ALERT_WEBHOOK_URL=hooks.example.com | ALERT_WEBHOOK_URL",
        "ALERT_FAILURE_RATE=many | ALERT_FAILURE_RATE",
        "ALERT_P95=soon | ALERT_P95",
        "ALERT_OLDEST_UNSENT=15 minutes | ALERT_OLDEST_UNSENT",
        "ALERT_CHANNEL_DOWN=-- | ALERT_CHANNEL_DOWN",
        "ALERT_DEAD_LETTERS=0 | ALERT_DEAD_LETTERS",
        "ALERT_QUALITY=GREEN | ALERT_QUALITY",
        "ALERT_REPEAT=hourly | ALERT_REPEAT",
        "ALERT_LEAST=few | ALERT_LEAST",
        "ALERT_PHONE=+550098765-4321 | ALERT_PHONE",
        "PORT=99999 | PORT",
        "SERVER_ADDRESS=no.such.host.invalid | SERVER_ADDRESS",
        "RECADO_DATA= | RECADO_DATA",
        "RECADO_ROUTES= | RECADO_ROUTES",
        "RECADO_ROLES=ingres,web | RECADO_ROLES",
        "RECADO_SECRET_KEY=hunter2 | RECADO_SECRET_KEY",
        "RECADO_ADMIN_PASSWORD=hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2"
            + "hunter2hunter2 | RECADO_ADMIN_PASSWORD",
        "RECADO_TIMEZONE= | RECADO_TIMEZONE",
        "RECADO_TIMEZONE=Brasilia | RECADO_TIMEZONE",
        "RECADO_QUIET_HOURS=lunch | RECADO_QUIET_HOURS",
        "RECADO_QUIET_HOURS=20:00-08:00 | RECADO_QUIET_HOURS",
        "RECADO_KEEP_EVENTS=29d | RECADO_KEEP_EVENTS",
        "RECADO_KEEP_EVENTS=soon | RECADO_KEEP_EVENTS",
        "RECADO_KEEP_MESSAGES=10d RECADO_KEEP_EVENTS=30d | RECADO_KEEP_MESSAGES",
        "RECADO_KEEP_MESSAGES=60d | RECADO_KEEP_MESSAGES",
        "RECADO_PACING=fast | RECADO_PACING",
        "RECADO_DEBOUNCE=3seconds | RECADO_DEBOUNCE",
        "RECADO_LOG_FORMAT=xml | RECADO_LOG_FORMAT",
        "LOG_LEVEL=loud | LOG_LEVEL",
        "LOG_FILE=pom.xml/recado.log | LOG_FILE",
        "SPRING_DATASOURCE_URL=jdbc:mysql://db/x | SPRING_DATASOURCE_URL",
        "SPRING_DATASOURCE_URL=jdbc:postgresql://u:hunter2@db/x | SPRING_DATASOURCE_URL",
        "DATABASE_URL=mysql://u:hunter2@db/x | DATABASE_URL",
        "RECADO_DATABASES_ERP_URL=mysql://db/shop?ssl-mode=REQUIRED | RECADO_DATABASES_ERP_URL",
        "RECADO_DATABASES_ERP_URL=mariadb://db/shop?sslMode=require | RECADO_DATABASES_ERP_URL",
        "DATABASE_URL=postgres://u:hunter2/x@db/x | DATABASE_URL",
        "DATABASE_URL=postgres://u:hunter2%zz@db/x | DATABASE_URL",
        "DATABASE_URL=postgres://u:hunter2@db/x?sslmode=on | DATABASE_URL",
        "PGHOST=/var/run/postgresql | PGHOST",
        "KAFKA_BROKERS=kafka | KAFKA_BROKERS",
        "KAFKA_BROKERS=kafka:9092, | KAFKA_BROKERS",
        "WAHA_URL=waha:3000 | WAHA_URL",
        "TWILIO_ACCOUNT_SID=hunter2 TWILIO_AUTH_TOKEN=t TWILIO_FROM=5511987650000 | TWILIO_ACCOUNT_SID",
        "TWILIO_ACCOUNT_SID=AC00000000000000000000000000000001 TWILIO_AUTH_TOKEN=t"
            + " TWILIO_FROM=(11)98765-0000 | TWILIO_FROM",
        "TWILIO_ACCOUNT_SID=AC00000000000000000000000000000001 TWILIO_AUTH_TOKEN=t"
            + " TWILIO_FROM=5511987650000 TWILIO_WEBHOOK_URL=hub.example | TWILIO_WEBHOOK_URL",
        "WAHA_BASE_URL=waha:3000 | WAHA_BASE_URL",
        "WAHA_SESSION=a/b | WAHA_SESSION",
        "WHATSAPP_PHONE_NUMBER_ID=+5511hunter2 | WHATSAPP_PHONE_NUMBER_ID",
        "WHATSAPP_BUSINESS_ACCOUNT_ID=hunter2 | WHATSAPP_BUSINESS_ACCOUNT_ID",
        "META_GRAPH_URL=hunter2 | META_GRAPH_URL",
        "META_API_VERSION=hunter2 | META_API_VERSION",
        "WPPCONNECT_URL=wpp:21465 | WPPCONNECT_URL",
        "WPPCONNECT_SESSION=a/b | WPPCONNECT_SESSION",
        "WPPCONNECT_WEBHOOK_TOKEN=hunter2/1 | WPPCONNECT_WEBHOOK_TOKEN",
        "EVOLUTION_URL=evolution | EVOLUTION_URL",
        "EVOLUTION_INSTANCE=a/b | EVOLUTION_INSTANCE",
        "EVOLUTION_WEBHOOK_TOKEN_PREVIOUS=hunter2?1 | EVOLUTION_WEBHOOK_TOKEN_PREVIOUS",
        "ODOO_URL=odoo.example | ODOO_URL",
        "KOMMO_URL=kommo | KOMMO_URL",
        "LLM_PROVIDER=gpt | LLM_PROVIDER",
        "LLM_TIMEOUT=0s | LLM_TIMEOUT",
        "LLM_TIMEOUT=soon | LLM_TIMEOUT",
        "LLM_TEMPERATURE=hot | LLM_TEMPERATURE",
        "MODEL_TEMPERATURE=7 | MODEL_TEMPERATURE",
        "MODEL_MAX_LENGTH=0 | MODEL_MAX_LENGTH",
        "LLM_BASE_URL=localhost | LLM_BASE_URL",
        "RATE_LIMIT_REQUESTS=many | RATE_LIMIT_REQUESTS",
        "RATE_LIMIT_PERIOD=1h | RATE_LIMIT_PERIOD",
        "TRUSTED_PROXIES=hunter2 | TRUSTED_PROXIES",
        "RECADO_AGENDA_SLOT=long | RECADO_AGENDA_SLOT",
        "RECADO_ODOO_RECONCILEEVERY=often | RECADO_ODOO_RECONCILEEVERY",
        "RECADO_ODOO_PROTOCOL=soap | RECADO_ODOO_PROTOCOL",
        "RECADO_DEBOUNCE=3 | RECADO_DEBOUNCE",
        "RECADO_CONVERSATION_ANSWERWITHIN=-1h | RECADO_CONVERSATION_ANSWERWITHIN",
        "RECADO_LLM_CONCURRENCY=0 | RECADO_LLM_CONCURRENCY",
        "RECADO_LLM_CONCURRENCY=-1 | RECADO_LLM_CONCURRENCY",
        "RECADO_SELLER_SYNCEVERY=0s | RECADO_SELLER_SYNCEVERY",
        "RECADO_INTAKE_THREADS=0 | RECADO_INTAKE_THREADS",
        "RECADO_CLEANUP_BATCH=0 | RECADO_CLEANUP_BATCH",
        "RECADO_INGRESS_BODY_LIMIT=-1MB | RECADO_INGRESS_BODY_LIMIT",
        "RECADO_EMBEDDED_MINFREE=lots | RECADO_EMBEDDED_MINFREE",
        "RECADO_OPENING_SETTLE=soon | RECADO_OPENING_SETTLE",
        "RECADO_OPENING_FOLLOWUP=never | RECADO_OPENING_FOLLOWUP",
        "RECADO_LEAD_INCOMPLETEAFTER=-2h | RECADO_LEAD_INCOMPLETEAFTER",
        "FORM_WEBHOOK_TOKEN=hunter2/35 | FORM_WEBHOOK_TOKEN",
        "WHATSAPP_WEBHOOK_TOKEN=hunter2?37 | WHATSAPP_WEBHOOK_TOKEN",
        "FORM_ORIGINS=www.hunter2.example | FORM_ORIGINS",
        "FORM_ORIGINS=https://www.hunter2.example/contato | FORM_ORIGINS",
        "FORM_ANSWER=204 | FORM_ANSWER",
        "RECADO_HTTP_CREDENTIALPLACES_X=hunter2 | RECADO_HTTP_CREDENTIALPLACES_X",
        "RECADO_HTTP_OAUTH_Y_TOKENURL=hunter2 | RECADO_HTTP_OAUTH_Y_TOKENURL",
        "RECADO_HTTP_OAUTH_Y_SECRETIN=hunter2 | RECADO_HTTP_OAUTH_Y_SECRETIN",
        "RECADO_OUTBOX_CONNECTORS_WAHA_PACE_EVERY=slow"
            + " | RECADO_OUTBOX_CONNECTORS_WAHA_PACE_EVERY",
      })
  void whatCannotBeReadIsNamedAndItsValueIsNotTold(String variables, String name)
      throws IOException {
    List<Complaint> complaints =
        complaints(variables + WAHA.replace("WAHA_URL", unlessSet(variables)));
    assertThat(complaints)
        .filteredOn(complaint -> complaint.name().equals(name))
        .extracting(Complaint::where)
        .containsExactly("environment");
    assertThat(complaints.toString()).doesNotContain("hunter2");
  }

  /** Each of these cases is about one address of WAHA. */
  private static String unlessSet(String variables) {
    return variables.contains("WAHA_BASE_URL") ? "UNUSED" : "WAHA_URL";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TWILIO_AUTH_TOKEN=t WAHA_HMAC_KEY=h | TWILIO_ACCOUNT_SID TWILIO_FROM",
        "TWILIO_ACCOUNT_SID=AC00000000000000000000000000000001 WAHA_HMAC_KEY=h"
            + " | TWILIO_AUTH_TOKEN TWILIO_FROM ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "SERVER_ADDRESS=0.0.0.0 | WAHA_HMAC_KEY ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "WAHA_URL=http://waha:3000"
            + " | WAHA_API_KEY WAHA_HMAC_KEY ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "SERVER_ADDRESS=0.0.0.0 WAHA_URL=http://127.0.0.1:3000"
            + " | WAHA_API_KEY WAHA_HMAC_KEY ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "TRUSTED_PROXIES=10.0.0.5 WAHA_URL=http://127.0.0.1:3000"
            + " | WAHA_API_KEY WAHA_HMAC_KEY ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "WPPCONNECT_URL=http://wpp:21465 | WPPCONNECT_TOKEN WPPCONNECT_WEBHOOK_TOKEN"
            + " ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "EVOLUTION_URL=http://e:8080 | EVOLUTION_INSTANCE EVOLUTION_API_KEY EVOLUTION_WEBHOOK_TOKEN"
            + " ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "ODOO_URL=https://odoo.example | ODOO_DB ODOO_USERNAME ODOO_PASSWORD ODOO_WEBHOOK_TOKEN"
            + " FORM_WEBHOOK_TOKEN WAHA_HMAC_KEY",
        "KOMMO_URL=https://a.kommo.com | KOMMO_ACCESS_TOKEN KOMMO_WEBHOOK_TOKEN ODOO_WEBHOOK_TOKEN"
            + " FORM_WEBHOOK_TOKEN WAHA_HMAC_KEY",
        "KOMMO_CLIENT_ID=i | KOMMO_CLIENT_SECRET KOMMO_REDIRECT_URI KOMMO_WEBHOOK_TOKEN"
            + " ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN WAHA_HMAC_KEY",
        "WHATSAPP_PHONE_NUMBER_ID=106540352242922"
            + " | WHATSAPP_ACCESS_TOKEN WHATSAPP_APP_SECRET WHATSAPP_VERIFY_TOKEN",
        "WHATSAPP_ACCESS_TOKEN=t | WHATSAPP_PHONE_NUMBER_ID WHATSAPP_APP_SECRET"
            + " WHATSAPP_VERIFY_TOKEN ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN",
        "KOMMO_ACCESS_TOKEN=t | KOMMO_URL",
        "LLM_PROVIDER=openai | LLM_MODEL LLM_API_KEY",
        "LLM_PROVIDER=ollama | LLM_MODEL LLM_BASE_URL",
        "LLM_PROVIDER=anthropic LLM_BASE_URL=https://llm.example | LLM_MODEL LLM_API_KEY",
        "DATABASE_URL=postgres://u:p@db/x | RECADO_SECRET_KEY",
        "WAHA_URL=https://waha.example DATABASE_URL=postgres://u:p@db/x RECADO_DEBOUNCE=x"
            + " | WAHA_API_KEY WAHA_HMAC_KEY ODOO_WEBHOOK_TOKEN FORM_WEBHOOK_TOKEN"
            + " RECADO_SECRET_KEY RECADO_DEBOUNCE",
      })
  void allMissingSettingsAreNamedAtOnce(String variables, String missing) throws IOException {
    assertThat(complaints(variables))
        .extracting(Complaint::name)
        .containsExactlyInAnyOrder(missing.split(" "));
  }

  @Test
  void aComplaintSaysInOneLineWhereAndWhatToDo() throws IOException {
    assertThat(complaints("RECADO_DEBOUNCE=x"))
        .singleElement()
        .asString()
        .isEqualTo(
            "RECADO_DEBOUNCE (environment) is not a duration. Write a whole number and its unit: ms,"
                + " s, m, h or d, such as 3s.");
    assertThat(new WrongSettings(complaints("RECADO_DEBOUNCE=x PORT=y")))
        .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .hasLineCount(3);
  }

  @Test
  void aTakenPortIsReportedByItsVariableBeforeAnythingStarts() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "PORT=" + taken.getLocalPort();
      assertThat(atTheDoor(port))
          .singleElement()
          .asString()
          .startsWith("PORT (environment) is taken: another program uses port")
          .contains("set PORT to a free one");
      taken.close();
      assertThat(atTheDoor(port)).isEmpty();
    }
    assertThat(atTheDoor("PORT=0")).isEmpty();
  }

  @Test
  void anAddressOfAnotherMachineIsReportedByItsVariable() throws IOException {
    assertThat(atTheDoor("PORT=18999 SERVER_ADDRESS=192.0.2.1"))
        .extracting(Complaint::name)
        .containsExactly("SERVER_ADDRESS");
  }

  private static List<Complaint> atTheDoor(String variables) throws IOException {
    Settings settings = new Settings(environment(variables));
    Door.look(settings);
    return settings.complaints();
  }

  private static List<Complaint> complaints(String variables) throws IOException {
    return SettingsCheck.looked(environment(variables)).complaints();
  }

  /** The shipped application.yaml with only these variables above it. */
  private static StandardEnvironment environment(String variables) throws IOException {
    Map<String, Object> real = new HashMap<>();
    Arrays.stream(variables.strip().split("\\s+"))
        .map(each -> each.split("=", 2))
        .filter(each -> each.length == 2)
        .forEach(each -> real.putIfAbsent(each[0], each[1]));
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, real));
    new YamlPropertySourceLoader()
        .load("application.yaml", new ClassPathResource("application.yaml"))
        .forEach(environment.getPropertySources()::addLast);
    OtherNames.translate(environment);
    return environment;
  }
}
