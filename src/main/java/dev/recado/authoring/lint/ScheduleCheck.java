package dev.recado.authoring.lint;

import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.schedule.Schedule;
import dev.recado.spine.schedule.UnusableScheduleException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** R046 and R047: flows that run by the clock. */
final class ScheduleCheck implements Check {

  @Override
  public void file(Document document, Report report) {
    for (Call call : document.calls()) {
      if (declares(document, call)) {
        times(document, call, report);
      } else if (call.consumes() && call.target().equals(EventTypes.SCHEDULE_FIRED)) {
        report.add(
            Code.R046,
            document,
            call.uri().at(),
            "no event arrives on \"direct:%s\"; begin the flow at \"quartz:<group>/<name>\" with a cron"
                .formatted(EventTypes.SCHEDULE_FIRED));
      }
    }
  }

  private static boolean declares(Document document, Call call) {
    return document.kind().flow() && call.consumes() && call.scheme().equals(Schedule.SCHEME);
  }

  /** The value of a setting is known only in the running hub. */
  private static void times(Document document, Call call, Report report) {
    boolean dynamic =
        call.path().dynamic() || call.options().stream().anyMatch(o -> o.value().dynamic());
    if (dynamic) {
      return;
    }
    Map<String, String> options = new LinkedHashMap<>();
    call.options().forEach(option -> options.put(option.name(), option.value().value()));
    try {
      Schedule.of(call.path().value(), options, ZoneOffset.UTC);
    } catch (UnusableScheduleException e) {
      report.add(Code.R046, document, at(call, e), String.valueOf(e.getMessage()));
    }
  }

  private static Place at(Call call, UnusableScheduleException e) {
    String wrong = e.option();
    return Optional.ofNullable(wrong)
        .flatMap(call::option)
        .map(option -> option.value().value().isEmpty() ? option.at() : option.value().at())
        .orElse(call.uri().at());
  }

  @Override
  public void folder(Project project, Report report) {
    Map<String, List<Project.CallIn>> before = new HashMap<>();
    project.calls(
        use -> {
          if (declares(use.document(), use.call())) {
            List<Project.CallIn> others =
                before.computeIfAbsent(use.call().path().value(), key -> new ArrayList<>());
            for (Project.CallIn other : others) {
              if (Project.together(other.document(), use.document())) {
                twice(use, other, report);
                twice(other, use, report);
              }
            }
            others.add(use);
          }
        });
  }

  /** Either of the two may be the new one. */
  private static void twice(Project.CallIn use, Project.CallIn other, Report report) {
    Spot uri = use.call().uri();
    report.add(
        Code.R047,
        uri.document(),
        uri.at(),
        "%2$s:%3$d has the schedule \"%1$s\" too; each flow needs its own"
            .formatted(
                use.call().path().value(),
                other.call().uri().document().file(),
                other.call().uri().at().line()));
  }
}
