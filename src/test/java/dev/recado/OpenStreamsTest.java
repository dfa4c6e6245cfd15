package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A stream over a query holds its connection until it is closed; to collect its items does not
 * close it.
 *
 * <p>Error Prone checks streams over files (StreamResourceLeak).
 */
class OpenStreamsTest {

  private static final DescribedPredicate<JavaCall<?>> AN_OPEN_QUERY =
      DescribedPredicate.describe("a query's result as a stream", OpenStreamsTest::openQuery);

  private static final ArchRule RULE =
      ArchRuleDefinition.noClasses()
          .should()
          .callCodeUnitWhere(AN_OPEN_QUERY)
          .because("nobody closes it, and its connection is lost: use list()");

  private static boolean openQuery(JavaCall<?> call) {
    String name = call.getTarget().getName();
    if (!(call.getTarget() instanceof MethodCallTarget)) {
      return false;
    }
    return call.getTargetOwner().isAssignableTo(JdbcClient.MappedQuerySpec.class)
            && name.equals("stream")
        || name.equals("queryForStream")
            && (call.getTargetOwner().isAssignableTo(JdbcTemplate.class)
                || call.getTargetOwner().isAssignableTo(NamedParameterJdbcTemplate.class)
                || call.getTargetOwner().getName().endsWith("JdbcOperations"));
  }

  @Test
  void noQueryIsLeftOpen() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.recado");
    assertThatNoException().isThrownBy(() -> RULE.check(ours));
  }

  @Test
  void theRuleSeesAQueryThatIsLeftOpen() {
    JavaClasses leaky = new ClassFileImporter().importClasses(Leaky.class);
    assertThat(RULE.evaluate(leaky).getFailureReport().getDetails())
        .hasSize(2)
        .anyMatch(detail -> detail.contains("ofAClient"))
        .anyMatch(detail -> detail.contains("ofATemplate"));
  }

  /** Examples that must not be written. */
  static final class Leaky {

    static List<String> ofAClient(JdbcClient jdbc) {
      return jdbc.sql("select 1").query(String.class).stream().toList();
    }

    static Stream<String> ofATemplate(JdbcTemplate jdbc) {
      return jdbc.queryForStream("select 1", (row, n) -> row.getString(1));
    }

    static List<String> closed(JdbcClient jdbc) {
      return jdbc.sql("select 1").query(String.class).list().stream().toList();
    }
  }
}
