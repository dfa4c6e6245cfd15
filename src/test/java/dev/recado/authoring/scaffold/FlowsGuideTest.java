package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/flows.md are flows that load, and valid tests. */
class FlowsGuideTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final JsonSchema ROUTE = schema("route.json");
  private static final JsonSchema TEST = schema("test.json");

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(VersionFlag.V7)
        .getSchema(SchemaLocation.of(Path.of("schemas", name).toUri().toString()));
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("docs/flows.md"));
  }

  private static Stream<String> blocks() throws IOException {
    return BLOCK.matcher(guide()).results().map(MatchResult::group).map(FlowsGuideTest::inner);
  }

  private static String inner(String block) {
    return block.substring("```yaml\n".length(), block.length() - "```".length());
  }

  /** Whole flows, and lists of steps wrapped in a flow. */
  static List<String> flows() throws IOException {
    return blocks().filter(block -> block.startsWith("- ")).map(FlowsGuideTest::flow).toList();
  }

  private static String flow(String block) {
    return block.startsWith("- route:")
        ? block
        : """
          - route:
              id: example
              from:
                uri: direct:example
                steps:
          """
            + block.indent(10);
  }

  static List<String> tests() throws IOException {
    return blocks().filter(block -> block.startsWith("flow:")).toList();
  }

  @ParameterizedTest
  @MethodSource("flows")
  void everyFlowFollowsTheSchemaAndStarts(String flow) throws Exception {
    assertThat(ROUTE.validate(KameletShape.yaml(flow))).isEmpty();
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addComponent("effect", new StubComponent());
      context.addComponent("sql", new NoDatabase());
      KameletComponent kamelets = new KameletComponent();
      kamelets.setLocation("file:routes/kamelets");
      context.addComponent("kamelet", kamelets);
      for (String bean :
          List.of("odoo", "understanding", "formFields", "acquaintance", "openingWords")) {
        context.getRegistry().bind(bean, new Object());
      }
      context.getRegistry().bind("httpReads", new NoHttp());
      for (String breaker :
          List.of(
              "freight",
              "https://prices.example.com/v1/price",
              "https://freight.example.com/quote")) {
        context.getRegistry().bind(breaker, CircuitBreaker.ofDefaults(breaker));
      }
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString("file:example.camel.yaml", flow));
      context.start();
      assertThat(context.getRoutes()).isNotEmpty();
    }
  }

  /** Camel looks up the methods of this bean when it loads the route. */
  public static final class NoHttp {
    public void prepare(Exchange exchange) {}

    public void answer(Exchange exchange) {}
  }

  /** Camel insists on the class of this component. */
  private static final class NoDatabase extends org.apache.camel.component.sql.SqlComponent {
    @Override
    protected org.apache.camel.Endpoint createEndpoint(
        String uri, String query, java.util.Map<String, Object> parameters) {
      parameters.clear();
      return getCamelContext().getEndpoint("stub:sql");
    }
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyTestFollowsTheSchema(String test) {
    assertThat(TEST.validate(KameletShape.yaml(test))).isEmpty();
  }

  @Test
  void everyKindOfNodeHasItsSection() throws IOException {
    assertThat(guide())
        .contains(
            Stream.of(
                    "Webhook",
                    "HTTP Request, reading",
                    "HTTP Request, writing",
                    "Postgres",
                    "IF",
                    "Switch",
                    "Set (Edit Fields)",
                    "Code, Function",
                    "Wait",
                    "Merge",
                    "Split Out, Loop Over Items (SplitInBatches)",
                    "OpenAI",
                    "Schedule Trigger",
                    "Error Trigger",
                    "Respond to Webhook")
                .map(node -> "\n### " + node + "\n")
                .toList());
  }

  /**
   * The guide's first flow must be the output of {@code new flow}, so that readers are not
   * confused.
   */
  @Test
  void theFirstFlowIsTheOutputOfNewFlow() throws IOException {
    JsonNode shown = KameletShape.yaml(flows().get(0));
    JsonNode written =
        KameletShape.yaml(
            Blueprints.fill(
                "flow/odoo.crm.lead/flow.camel.yaml",
                java.util.Map.of("name", "greet-lead", "event", "odoo.crm.lead")));
    assertThat(shown).isEqualTo(written);
  }

  @Test
  void theGuideHasManyExamples() throws IOException {
    assertThat(flows()).hasSizeGreaterThan(12);
    assertThat(tests()).hasSizeGreaterThan(1);
  }
}
