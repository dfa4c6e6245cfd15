package dev.recado.systems.meta;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Settings of the Cloud API.
 *
 * @param accessToken token of a system user ({@code WHATSAPP_ACCESS_TOKEN})
 * @param phoneNumberId Meta's id of the number ({@code WHATSAPP_PHONE_NUMBER_ID})
 * @param businessAccountId Meta's id of the WhatsApp account ({@code WHATSAPP_BUSINESS_ACCOUNT_ID})
 * @param appSecret signs the webhooks ({@code WHATSAPP_APP_SECRET})
 * @param appSecretPrevious the former one, valid during a change
 * @param verifyToken proves Meta's question for the address ({@code WHATSAPP_VERIFY_TOKEN})
 * @param graphUrl the address of the Graph API ({@code META_GRAPH_URL})
 * @param apiVersion its version ({@code META_API_VERSION})
 */
@ConfigurationProperties("recado.meta")
record MetaSettings(
    @DefaultValue("") String accessToken,
    @DefaultValue("") String phoneNumberId,
    @DefaultValue("") String businessAccountId,
    @DefaultValue("") String appSecret,
    @DefaultValue("") String appSecretPrevious,
    @DefaultValue("") String verifyToken,
    @DefaultValue("") String graphUrl,
    @DefaultValue("") String apiVersion) {

  /** Whether they define a channel; the rule of the settings has seen that nothing is missing. */
  boolean complete() {
    return StringUtils.hasText(accessToken)
        && StringUtils.hasText(phoneNumberId)
        && StringUtils.hasText(appSecret)
        && StringUtils.hasText(verifyToken);
  }

  /** Leaves the secrets out, because the default text of a record would show them. */
  @Override
  public String toString() {
    return "MetaSettings[" + phoneNumberId + "]";
  }
}
