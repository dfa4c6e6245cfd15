package dev.recado.spine.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A generation that lint has not checked reveals no secrets either. */
class FenceTest {

  private static final String SECRET = "s3cr3t-of-the-hub";

  /**
   * Functions of Camel 4.17 that routes may not use. A new function belongs here or in
   * SimpleRights.
   */
  private static final Set<String> REFUSED =
      Set.of(
          "attachment",
          "attachmentContent",
          "attachmentContentAs",
          "attachmentContentAsText",
          "attachmentHeader",
          "attachments",
          "bean",
          "camelContext",
          "env",
          "exchange",
          "hostName",
          "jq",
          "jsonpath",
          "messageAs",
          "messageHistory",
          "originalBody",
          "properties",
          "propertiesExist",
          "ref",
          "sys",
          "threadId",
          "threadName",
          "type",
          "xpath");

  private final Routes routes = new Routes();
  private final Assembly assembly;

  FenceTest() {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "hub",
                Map.of(
                    "recado.secret-key",
                    SECRET,
                    "spring.datasource.password",
                    SECRET,
                    "recado.waha.key",
                    SECRET,
                    "recado.flow.shop",
                    "Loja")));
    spring.registerBean("dataSource", DataSource.class, NoDatabase::new);
    spring.registerBean("secretive", StringBuilder.class, () -> new StringBuilder(SECRET));
    spring.refresh();
    this.assembly = new Assembly(spring, List.of());
  }

  private static final class NoDatabase extends AbstractDataSource {
    @Override
    public Connection getConnection() {
      return (Connection)
          Proxy.newProxyInstance(
              NoDatabase.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (self, method, arguments) -> null);
    }

    @Override
    public Connection getConnection(String user, String password) {
      return getConnection();
    }
  }

  @AfterEach
  void close() {
    routes.close();
  }

  private Generation flow(String steps) {
    return assembly.build(
        RouteFiles.NONE.with(
            "flows/a.camel.yaml",
            """
            - route:
                id: a
                from:
                  uri: direct:a
                  steps:
            %s"""
                .formatted(steps.indent(8))));
  }

  /** The result of the steps: the body, or the reason why there is none. */
  private String outcome(String steps) {
    Generation generation = flow(steps);
    if (!generation.broken().isEmpty()) {
      generation.close();
      return "refused " + generation.broken();
    }
    routes.replace(generation);
    Exchange sent =
        routes.send(
            "direct:a", ExchangePattern.InOut, exchange -> exchange.getMessage().setBody("v"));
    return sent.getException() == null
        ? "body " + sent.getMessage().getBody(String.class)
        : "refused " + sent.getException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{recado.secret-key}}",
        "{{spring.datasource.password}}",
        "{{recado.waha.key}}",
        "{{env:PATH}}",
        "{{sys:user.home}}",
        "{{PATH}}",
        "{{user.home}}",
        "{{bean:secretive.toString}}",
        "${properties:recado.secret-key}",
        "${sysenv.PATH}",
        "${env:PATH}",
        "${sys.user.home}",
        "${bean:dataSource}",
        "${bean:secretive.toString}",
        "${ref:secretive}",
        "${type:java.io.File.separator}",
        "${camelContext.propertiesComponent}",
        "${exchange.context.registry}",
        "${body.getClass()}",
        "${body.class.forName('java.lang.System')}",
        "${hash(${sysenv.PATH},MD5)}",
        "$simple{sysenv.PATH}",
        "resource:file:/etc/hostname",
        "resource:classpath:application.yaml",
        "resource:http://127.0.0.1:9/x"
      })
  void noExpressionReachesBeyondTheEvent(String expression) {
    assertThat(outcome("- setBody:\n    simple: \"%s\"".formatted(expression)))
        .startsWith("refused")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- setBody:\n    constant: \"resource:file:/etc/hostname\"",
        "- setBody:\n    constant: \"resource:classpath:sql/../application.yaml\"",
        "- setBody:\n    ref: secretive",
        "- setBody:\n    spel: \"#{T(java.lang.System).getenv('PATH')}\"",
        "- setBody:\n    csimple: \"${sysenv.PATH}\"",
        "- setBody:\n    language:\n      language: file\n      expression: \"${sysenv.PATH}\"",
        "- setBody:\n    method:\n      ref: secretive\n      method: toString",
        "- setBody:\n    method:\n      ref: jacksonObjectMapper\n      method: \"getClass.getName\"",
        "- bean:\n    beanType: java.lang.System\n    method: getenv",
        "- bean:\n    beanType: org.apache.camel.util.IOHelper\n"
            + "    method: \"lookupEnvironmentVariable('PATH')\"",
        "- bean:\n    ref: secretive\n    method: toString",
        "- to: bean:secretive?method=toString",
        "- to: class:java.lang.System?method=getenv",
        "- to: language:simple:${sysenv.PATH}",
        "- pollEnrich:\n    constant: \"file:/etc?fileName=hostname&noop=true\"",
        "- toD: \"xslt:file:/etc/hostname\"",
        "- setBody:\n    constant: /etc/hostname\n- convertBodyTo:\n    type: java.io.File",
        "- setBody:\n    constant:\n      expression: /etc/hostname\n      resultType: java.io.File",
        "- to: sql:file:/etc/hostname",
        "- to: \"sql:select password_hash from app_user\"",
        "- to: \"sql:select query_to_xml('select 1', true, true, '')\""
      })
  void noStepReachesBeyondTheEvent(String steps) {
    assertThat(outcome(steps)).startsWith("refused").doesNotContain(SECRET);
  }

  @Test
  void aFileCreatesNoBeans() {
    Generation generation =
        assembly.build(
            RouteFiles.NONE.with(
                "flows/a.camel.yaml",
                """
                - beans:
                    - name: shell
                      type: java.lang.ProcessBuilder
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - log: a
                """));
    assertThat(generation.broken()).containsKey("flows/a.camel.yaml");
    generation.close();
  }

  @Test
  void theAuthorsSettingsAreReadable() {
    assertThat(outcome("- setBody:\n    simple: \"{{recado.flow.shop}} ${body} ${body.length}\""))
        .isEqualTo("body Loja v 1");
    assertThat(
            outcome(
                """
                - setBody:
                    method:
                      ref: jacksonObjectMapper
                      method: "writeValueAsString(${body})"
                """))
        .isEqualTo("body \"v\"");
  }

  @Test
  void aRouteMayCallOthersManyTimes() {
    RouteFiles files =
        RouteFiles.NONE.with(
            "flows/a.camel.yaml",
            """
            - route:
                id: a
                from:
                  uri: direct:a
                  steps:
                    - loop:
                        constant: "300"
                        steps:
                          - to: direct:b
            - route:
                id: b
                from:
                  uri: direct:b
                  steps:
                    - setBody:
                        simple: "${body}+"
            """);
    routes.replace(assembly.build(files));
    Exchange sent =
        routes.send(
            "direct:a", ExchangePattern.InOut, exchange -> exchange.getMessage().setBody(""));
    assertThat(sent.getException()).isNull();
    assertThat(sent.getMessage().getBody(String.class)).isEqualTo("+".repeat(300));
  }

  @Test
  void routesThatCallEachOtherInACircleAreStopped() {
    assertThat(outcome("- to: direct:a")).contains("refused", "is there a circle?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from app_{oj user}",
        "select * from {oj app_}user",
        "with gone as (delete from client returning *) select * from gone",
        "select * from APP_USER",
        "select * from \"kommo_account\"",
        "select * from u&\"\\0061pp_user\"",
        "select pg_read_file('/etc/hostname')",
        "select lo_get(1)",
        "select current_setting('data_directory')",
        "select 1; copy client to program 'x'",
        "do $$ begin end $$",
        "copy client to '/tmp/x'"
      })
  void noSqlReadsSecrets(String sql) {
    assertThat(SqlRights.refusal(sql).or(() -> SqlRights.write(sql))).isPresent();
    assertThatThrownBy(
            () -> new FlowDatabase(new NoDatabase()).getConnection().prepareStatement(sql).close())
        .isInstanceOf(SQLException.class);
  }

  @Test
  void eachFunctionOfCamelIsAllowedOrRefused() throws Exception {
    Set<String> refused = new TreeSet<>();
    Set<String> allowed = new TreeSet<>();
    try (DefaultCamelContext camel = new DefaultCamelContext(false)) {
      camel.build();
      String json = camel.getLanguageParameterJsonSchema("simple");
      new ObjectMapper()
          .readTree(json)
          .path("functions")
          .fieldNames()
          .forEachRemaining(
              written -> {
                String name = written.replaceFirst("[(:.].*", "");
                (SimpleRights.refusal("${" + asUsed(written) + "}").isPresent() ? refused : allowed)
                    .add(name);
              });
    }
    assertThat(refused).containsAll(REFUSED).isSubsetOf(with(REFUSED, "exception"));
    assertThat(allowed)
        .contains("body", "bodyAs", "variable", "hash", "date")
        .hasSizeGreaterThan(30);
  }

  private static Set<String> with(Set<String> names, String more) {
    Set<String> all = new TreeSet<>(names);
    all.add(more);
    return all;
  }

  /** The catalogue writes {@code headerAs(key,type)}; this is the name as expressions use it. */
  private static String asUsed(String written) {
    return written.replace("type)", "String)").replaceFirst("\\(String\\)$", "(String)");
  }
}
