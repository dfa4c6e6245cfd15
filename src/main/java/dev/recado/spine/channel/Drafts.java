package dev.recado.spine.channel;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.channel.ChannelDraft.PaceDraft;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a person wants of a channel, and says in Portuguese what is wrong with it. */
final class Drafts {

  private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

  /** Other connectors of the outbox have these names. */
  private static final List<String> TAKEN =
      List.of(Channel.ANY, "api", "http", "crm", "kommo", "orders");

  private static final String FIELDS =
      "id, provider, label, number, settings, credentials, pace, quietHours, flow, fallbackTemplate, active, preferred";

  private static final int LONGEST_VALUE = 4000;
  private static final int LONGEST_LABEL = 100;

  private final ChannelRegistry channels;
  private final ChannelTraffic traffic;
  private final ChannelFlows flows;

  Drafts(ChannelRegistry channels, ChannelTraffic traffic, ChannelFlows flows) {
    this.channels = channels;
    this.traffic = traffic;
    this.flows = flows;
  }

  /** A new channel. */
  Channel made(ChannelDraft draft) {
    String id = draft.id() == null ? "" : draft.id().strip();
    if (!ID.matcher(id).matches() || TAKEN.contains(id)) {
      throw Refusal.badRequest(
          "O campo 'id' precisa de letras minúsculas, números e hifens (até 40), e não pode ser um destes: "
              + String.join(", ", TAKEN)
              + ".");
    }
    Provider provider = provider(draft.provider());
    Channel blank =
        new Channel(
            id,
            provider.name(),
            null,
            id,
            Map.of(),
            Map.of(),
            null,
            null,
            null,
            null,
            true,
            false,
            false,
            false,
            0);
    return changed(blank, draft);
  }

  /** A misspelled field must not look like one that was taken. */
  private static void known(Map<String, Object> unknown, boolean pace) {
    if (!unknown.isEmpty()) {
      String first = unknown.keySet().iterator().next();
      throw Refusal.badRequest(
          pace
              ? "O campo 'pace' não tem '%s'; ele tem: everyMillis, burst, jitterMillis."
                  .formatted(first)
              : "Não há campo '%s'. Um canal tem: %s.".formatted(first, FIELDS));
    }
  }

  private Provider provider(@Nullable String name) {
    if (name == null || !channels.providers().contains(name)) {
      throw Refusal.badRequest(
          "O campo 'provider' precisa ser um destes: "
              + String.join(", ", channels.providers())
              + ".");
    }
    return channels.provider(name);
  }

  /** A channel with the changes of a draft. */
  Channel changed(Channel channel, ChannelDraft draft) {
    known(draft.unknown(), false);
    if (draft.pace() != null) {
      known(draft.pace().unknown(), true);
    }
    if (draft.provider() != null && !draft.provider().equals(channel.provider())) {
      throw Refusal.badRequest(
          "O provedor de um canal não muda: crie outro canal e mova as mensagens com DELETE"
              + " /api/channels/{id}?to={outro}.");
    }
    Provider provider = provider(channel.provider());
    if (channels.locked(channel) && !givesAll(draft, provider)) {
      // What can be read no more is still there, and a change would overwrite it.
      throw Refusal.conflict(Locked.explanation(channel.id()));
    }
    Map<String, String> values = values(channel, draft, provider);
    Channel result =
        new Channel(
            channel.id(),
            channel.provider(),
            draft.number() == null ? channel.number() : number(draft.number()),
            label(channel, draft),
            part(values, provider, false),
            part(values, provider, true),
            draft.pace() == null ? channel.pace() : pace(draft.pace()),
            quietHours(text(draft.quietHours(), channel.quietHours())),
            draft.flow() == null ? channel.flow() : flow(draft.flow().strip()),
            fallback(text(draft.fallbackTemplate(), channel.fallbackTemplate()), provider),
            Objects.requireNonNullElse(draft.active(), channel.active()),
            Objects.requireNonNullElse(draft.preferred(), channel.preferred()),
            false,
            false,
            channel.version());
    check(result, provider);
    return result;
  }

  /** Whether a draft says something of each secret; those that it sets to null are none. */
  private static boolean givesAll(ChannelDraft draft, Provider provider) {
    Set<String> given = draft.credentials() == null ? Set.of() : draft.credentials().keySet();
    return provider.fields().stream()
        .filter(field -> field.secret() && !field.name().endsWith("Previous"))
        .allMatch(field -> given.contains(field.name()));
  }

  private static @Nullable String text(@Nullable String given, @Nullable String before) {
    return given == null ? before : given.isBlank() ? null : given.strip();
  }

  private @Nullable String quietHours(@Nullable String text) {
    if (text != null && !traffic.readsQuietHours(text)) {
      throw Refusal.badRequest(
          "O campo 'quietHours' precisa ser off, per-state, national, strict ou horários como seg-sex 08:00-20:00, sab 08:00-14:00.");
    }
    return text;
  }

  private static @Nullable String fallback(@Nullable String template, Provider provider) {
    if (template != null && !template.matches(provider.templateName())) {
      throw Refusal.badRequest(
          "O campo 'fallbackTemplate' não tem a forma do nome de um modelo aprovado do provedor '%s': %s."
              .formatted(provider.name(), provider.templateName()));
    }
    return template;
  }

  private @Nullable String flow(String name) {
    if (!name.isEmpty() && !flows.exists(name)) {
      throw Refusal.badRequest("O campo 'flow' não serve: " + noFlow(name));
    }
    return name.isEmpty() ? null : name;
  }

  /** Says that a flow does not run here. */
  static String noFlow(String name) {
    return "nenhum fluxo que responde a clientes roda em 'direct:%s' neste hub; escreva o nome que vem depois de 'direct:', como em routes/intents/flows.yaml."
        .formatted(name);
  }

  private static String label(Channel channel, ChannelDraft draft) {
    String label = draft.label() == null ? channel.label() : draft.label().strip();
    if (label.isEmpty() || label.length() > LONGEST_LABEL) {
      throw Refusal.badRequest("O campo 'label' precisa de 1 a " + LONGEST_LABEL + " caracteres.");
    }
    return label;
  }

  private static @Nullable String number(String written) {
    if (written.isBlank()) {
      return null;
    }
    PhoneReading reading = Phones.address(written);
    return reading
        .digits()
        .orElseThrow(
            () -> Refusal.badRequest("O campo 'number' não é um telefone: " + reading.complaint()));
  }

  private static @Nullable Pace pace(PaceDraft draft) {
    if (draft.everyMillis() == null && draft.burst() == null && draft.jitterMillis() == null) {
      return null;
    }
    long every = Objects.requireNonNullElse(draft.everyMillis(), 0L);
    int burst = Objects.requireNonNullElse(draft.burst(), 1);
    long jitter = Objects.requireNonNullElse(draft.jitterMillis(), 0L);
    long most = Duration.ofHours(1).toMillis();
    if (every < 1 || every > most || burst < 1 || burst > 1000 || jitter < 0 || jitter > most) {
      throw Refusal.badRequest(
          "O campo 'pace' precisa de 'everyMillis' de 1 a 3600000, 'burst' de 1 a 1000 e 'jitterMillis' de 0 a 3600000.");
    }
    return new Pace(Duration.ofMillis(every), burst, Duration.ofMillis(jitter));
  }

  /** All values, secret or not, of those before and those in the draft. */
  private static Map<String, String> values(
      Channel channel, ChannelDraft draft, Provider provider) {
    Map<String, String> values = new HashMap<>(channel.settings());
    values.putAll(channel.secrets());
    Map<String, @Nullable String> given = new LinkedHashMap<>();
    Optional.ofNullable(draft.settings()).ifPresent(given::putAll);
    Optional.ofNullable(draft.credentials()).ifPresent(given::putAll);
    given.forEach(
        (name, value) -> {
          Field field = field(provider, name);
          if (value == null || value.isBlank()) {
            values.remove(name);
          } else {
            values.put(name, fitting(field, value.strip()));
          }
        });
    return values;
  }

  private static Field field(Provider provider, String name) {
    return provider.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "O provedor '%s' não tem o campo '%s'; ele tem: %s."
                        .formatted(
                            provider.name(),
                            name,
                            String.join(
                                ", ", provider.fields().stream().map(Field::name).toList()))));
  }

  /** The message does not repeat the value, which may be a secret in the wrong place. */
  private static String fitting(Field field, String value) {
    if (!field.fits(value)
        || value.length() > LONGEST_VALUE
        || value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.badRequest(
          "O campo '%s' não tem a forma esperada: %s".formatted(field.name(), field.about()));
    }
    return value;
  }

  private static Map<String, String> part(
      Map<String, String> values, Provider provider, boolean secret) {
    Map<String, String> part = new LinkedHashMap<>();
    provider.fields().stream()
        .filter(field -> field.secret() == secret && values.containsKey(field.name()))
        .forEach(field -> part.put(field.name(), Objects.requireNonNull(values.get(field.name()))));
    return part;
  }

  /** A channel that is not active may be incomplete: it is being set up. */
  private void check(Channel channel, Provider provider) {
    List<String> missing = missing(channel, provider);
    twin(channel, provider)
        .ifPresent(
            twin -> {
              throw Refusal.conflict(
                  "O canal '%s' já é deste número do provedor '%s': os webhooks chegariam a um só dos dois. Mude aquele canal, ou apague-o."
                      .formatted(twin.id(), provider.name()));
            });
    if (channel.active() && !missing.isEmpty()) {
      throw Refusal.badRequest(
          "Faltam campos do provedor '%s': %s. Envie-os em 'settings' e 'credentials', ou deixe o canal inativo ('active': false)."
              .formatted(provider.name(), String.join(", ", missing)));
    }
  }

  /**
   * Another channel with the same values in all fields that tell the numbers of a provider apart.
   */
  private Optional<Channel> twin(Channel channel, Provider provider) {
    List<String> telling =
        provider.fields().stream()
            .filter(field -> field.required() && !field.secret())
            .map(Field::name)
            .toList();
    return channels.all().stream()
        .filter(other -> other.provider().equals(channel.provider()))
        .filter(other -> !other.id().equals(channel.id()))
        .filter(
            other ->
                telling.stream()
                    .allMatch(
                        name ->
                            !channel.setting(name).isBlank()
                                && channel.setting(name).equals(other.setting(name))))
        .findFirst();
  }

  /** The names of required fields without a value. */
  static List<String> missing(Channel channel, Provider provider) {
    return provider.fields().stream()
        .filter(Field::required)
        .map(Field::name)
        .filter(name -> channel.setting(name).isBlank() && channel.secret(name).isEmpty())
        .toList();
  }
}
