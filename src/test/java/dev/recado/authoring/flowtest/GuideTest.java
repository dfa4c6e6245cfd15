package dev.recado.authoring.flowtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests in docs/flows.md pass on the flows in docs/flows.md. */
class GuideTest {

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```yaml\\n((?:- route:\\n    id: |flow: )(\\S+)\\n.*?)^```$");

  /** The fixture of this flow is the one that {@code new flow} writes. */
  private static final String FIRST = "greet-lead";

  private static Map<String, String> blocks(String start) throws IOException {
    Map<String, String> blocks = new LinkedHashMap<>();
    Matcher found = BLOCK.matcher(Files.readString(Path.of("docs/flows.md")));
    while (found.find()) {
      if (found.group(1).startsWith(start) && !found.group(2).equals(FIRST)) {
        blocks.put(found.group(2), found.group(1));
      }
    }
    return blocks;
  }

  @TestFactory
  Stream<DynamicTest> everyCaseOfTheGuide() throws IOException {
    RouteFiles hub = RouteFolder.at(Path.of("routes")).read();
    Map<String, byte[]> kept = new LinkedHashMap<>();
    hub.names().stream()
        .filter(name -> !name.startsWith("flows/") && !name.startsWith("tests/"))
        .forEach(name -> kept.put(name, hub.bytes(name).orElseThrow()));
    RouteFiles files = RouteFiles.of(kept);
    Map<String, String> flows = blocks("- route:");
    for (Map.Entry<String, String> test : blocks("flow: ").entrySet()) {
      String flow = test.getKey();
      assertThat(flows).containsKey(flow);
      files =
          files
              .with("flows/%s.camel.yaml".formatted(flow), String.valueOf(flows.get(flow)))
              .with("tests/%s.test.yaml".formatted(flow), test.getValue());
    }
    List<Results.Result> cases;
    try (Examples examples =
        Examples.on(TestServers.jdbcUrl(), TestServers.USER, TestServers.password())) {
      cases = examples.run(files, test -> true).cases();
    }
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(), () -> assertThat(one.passed()).as(one::message).isTrue()));
  }
}
