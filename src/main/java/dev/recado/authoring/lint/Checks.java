package dev.recado.authoring.lint;

import java.util.List;

/** The list of all checks. */
final class Checks {

  private Checks() {}

  static List<Check> of(Hub hub, SeenSettings seen) {
    return List.of(
        new SyntaxCheck(),
        new SchemaCheck(hub.schema()),
        new ComponentCheck(hub.catalogue()),
        new OptionCheck(hub.catalogue()),
        new KameletUseCheck(),
        new BeanCheck(hub.beans()),
        new PlaceholderCheck(hub.settings()),
        new SettingCheck(seen),
        new SqlCheck(hub.simple(), hub.databases()),
        new DatabaseCheck(hub.databases()),
        new TemplateUseCheck(),
        new TemplateFileCheck(),
        new SourceCheck(),
        new DirectCheck(),
        new UniqueIdCheck(),
        new NameCheck(),
        new IntroductionCheck(),
        new StepIdCheck(),
        new ConfigurationIdCheck(),
        new BreakerCheck(),
        new ConsumerCheck(hub.catalogue()),
        new BypassCheck(hub.beans(), hub.catalogue()),
        new UserTextCheck(),
        new SecretCheck(),
        new IntentCheck(),
        new PhraseCheck(),
        new IntentFieldCheck(),
        new LeadQuestionCheck(),
        new AreaCheck(),
        new TestFileCheck(),
        new CommentCheck(),
        new KameletHeadCheck(),
        new KameletPropertyCheck(),
        new KameletTemplateCheck(hub.catalogue()),
        new SimpleCheck(hub.simple()),
        new ValueCheck(),
        new HttpCallCheck(),
        new RightsCheck(hub.catalogue(), hub.simple()),
        new AnswerCheck(),
        new VariableCheck(),
        new BesideCheck(),
        new ScheduleCheck(),
        new StrayFileCheck());
  }
}
