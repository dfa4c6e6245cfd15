package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.channel.Ability;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import dev.recado.spine.channel.Field;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Provider;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.HttpClient;
import org.springframework.util.StringUtils;

/** Meta's Cloud API as a provider: one channel is one number of a WhatsApp Business account. */
final class MetaProvider implements Provider {

  static final String NAME = "meta";
  static final String PHONE_NUMBER_ID = "phoneNumberId";
  static final String BUSINESS_ACCOUNT_ID = "businessAccountId";
  static final String ACCESS_TOKEN = "accessToken";
  static final String APP_SECRET = "appSecret";
  static final String FORMER_APP_SECRET = "appSecretPrevious";
  static final String VERIFY_TOKEN = "verifyToken";
  static final String GRAPH_URL = "graphUrl";
  static final String API_VERSION = "apiVersion";

  private final MetaSettings settings;
  private final SimulatedNumber simulator;
  private final HttpClient http;
  private final Clock clock;

  MetaProvider(MetaSettings settings, SimulatedNumber simulator, HttpClient http, Clock clock) {
    this.settings = settings;
    this.simulator = simulator;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.plain(
                PHONE_NUMBER_ID,
                "a identificação do número de telefone (phone number ID) em WhatsApp > Configuração da API; não é o telefone.")
            .like(MetaRule.ID.pattern()),
        Field.plain(
                BUSINESS_ACCOUNT_ID,
                "a identificação da conta do WhatsApp Business (WABA), na mesma página.")
            .like(MetaRule.ID.pattern())
            .optional(),
        Field.secret(
            ACCESS_TOKEN,
            "o token de acesso permanente de um usuário do sistema, com as permissões whatsapp_business_messaging e whatsapp_business_management."),
        Field.secret(
            APP_SECRET,
            "a chave secreta do aplicativo (app secret) em Configurações do app > Básico; com ela a Meta assina os webhooks."),
        Field.secret(FORMER_APP_SECRET, "a chave secreta anterior, que vale durante uma troca.")
            .optional(),
        Field.secret(
            VERIFY_TOKEN,
            "um texto longo que você inventa e repete em Webhooks > Verificar token."),
        Field.address(GRAPH_URL, "o endereço da Graph API; vazio: https://graph.facebook.com.")
            .optional(),
        Field.plain(API_VERSION, "a versão da Graph API, como v23.0; vazio: " + Graph.VERSION + ".")
            .like(MetaRule.RELEASE.pattern())
            .optional());
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(
        Ability.TEMPLATES,
        Ability.BUTTONS,
        Ability.LISTS,
        Ability.MEDIA,
        Ability.LOCATION,
        Ability.WINDOW);
  }

  /** Without any provider it is on the simulator. */
  @Override
  public String templateName() {
    return "[a-z0-9_]{1,512}";
  }

  @Override
  public Optional<Channel> ofSettings() {
    if (!settings.complete()) {
      return simulator.channel();
    }
    Map<String, String> plain = new LinkedHashMap<>();
    put(plain, PHONE_NUMBER_ID, settings.phoneNumberId());
    put(plain, BUSINESS_ACCOUNT_ID, settings.businessAccountId());
    put(plain, GRAPH_URL, settings.graphUrl());
    put(plain, API_VERSION, settings.apiVersion());
    Map<String, String> secrets = new LinkedHashMap<>();
    put(secrets, ACCESS_TOKEN, settings.accessToken());
    put(secrets, APP_SECRET, settings.appSecret());
    put(secrets, FORMER_APP_SECRET, settings.appSecretPrevious());
    put(secrets, VERIFY_TOKEN, settings.verifyToken());
    return Optional.of(Channel.ofSettings(NAME, "Meta Cloud API", plain, secrets, false));
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (StringUtils.hasText(value)) {
      values.put(name, value.strip());
    }
  }

  @Override
  public Link link(Channel channel) {
    return new MetaLink(() -> simulator.graph(channel), clock);
  }

  @Override
  public Checkup test(Channel channel) {
    GraphRead read = new GraphRead(http, simulator.graph(channel));
    String number = channel.setting(PHONE_NUMBER_ID);
    GraphRead.Answer found =
        read.of(number + "?fields=display_phone_number,verified_name,quality_rating,name_status");
    if (found.problem() != null) {
      return Checkup.wrong(found.problem());
    }
    String account = channel.setting(BUSINESS_ACCOUNT_ID);
    if (!account.isEmpty()) {
      GraphRead.Answer numbers = read.of(account + "/phone_numbers?fields=id&limit=100");
      if (numbers.problem() != null) {
        return Checkup.wrong(
            "O número responde, mas a conta do campo 'businessAccountId' não: "
                + numbers.problem());
      }
      if (!numbers.tree().path("data").findValuesAsText("id").contains(number)) {
        return Checkup.wrong(
            "O número %s não é da conta %s: confira os campos 'phoneNumberId' e 'businessAccountId' em WhatsApp > Configuração da API."
                .formatted(number, account));
      }
    }
    return well(found.tree());
  }

  private static Checkup well(JsonNode number) {
    String phone = number.path("display_phone_number").asText("").replaceAll("\\D", "");
    String quality = number.path("quality_rating").asText("");
    String name = number.path("verified_name").asText("");
    return Checkup.well(
        "O número está na Cloud API"
            + (name.isEmpty() ? "" : " como '" + name + "'")
            + (quality.isEmpty() || quality.equals("UNKNOWN") ? "" : ", com qualidade " + quality)
            + ". Para receber mensagens, confira também o webhook no painel da Meta.",
        phone.isEmpty() ? null : phone);
  }
}
