package dev.recado.chat.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.aws2.s3.AWS2S3Operations;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Files in a bucket of Amazon S3 or of a server that speaks its API.
 *
 * <p>The client is made with the first file: loading it takes time and memory at a start.
 */
final class BucketStore implements MediaStore {

  static final String NAME = "s3";

  private final CamelContext camel;
  private final MediaSettings.S3 settings;
  private final ProducerTemplate template;
  private @Nullable Endpoint endpoint;

  BucketStore(CamelContext camel, MediaSettings.S3 settings) {
    this.camel = camel;
    this.settings = settings;
    this.template = camel.createProducerTemplate();
  }

  @Override
  public String name() {
    return NAME;
  }

  private synchronized Endpoint endpoint() throws IOException {
    Endpoint known = endpoint;
    if (known == null) {
      try {
        AWS2S3Component component = new AWS2S3Component(camel);
        component.getConfiguration().setAmazonS3Client(client());
        component.getConfiguration().setAutoCreateBucket(false);
        component.init();
        component.start();
        known = component.createEndpoint("aws2-s3://" + settings.bucket());
        camel.addEndpoint("aws2-s3://recado-media", known);
      } catch (Exception e) {
        throw new IOException("The bucket cannot be reached", e);
      }
      endpoint = known;
    }
    return known;
  }

  /**
   * Other servers do not all know the checksums and the signed parts that Amazon's client adds by
   * itself.
   */
  private S3Client client() {
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .serviceConfiguration(plain -> plain.chunkedEncodingEnabled(false))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    if (StringUtils.hasText(settings.endpoint())) {
      client.endpointOverride(URI.create(settings.endpoint())).forcePathStyle(true);
    }
    if (StringUtils.hasText(settings.accessKey())) {
      client.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
    }
    return client.build();
  }

  private static String key(UUID id) {
    return "media/" + id;
  }

  private Object call(@Nullable Object body, Map<String, Object> headers) throws IOException {
    try {
      return template.requestBodyAndHeaders(endpoint(), body, headers);
    } catch (CamelExecutionException e) {
      throw new IOException("The bucket does not answer as expected", e.getCause());
    }
  }

  @Override
  public void put(UUID id, Path file, long size, String type) throws IOException {
    call(
        file.toFile(),
        Map.of(
            AWS2S3Constants.KEY, key(id),
            AWS2S3Constants.CONTENT_LENGTH, size,
            AWS2S3Constants.CONTENT_TYPE, type));
  }

  @Override
  public InputStream open(UUID id, long from, long size) throws IOException {
    Object body =
        call(
            null,
            Map.of(
                AWS2S3Constants.KEY, key(id),
                AWS2S3Constants.S3_OPERATION, AWS2S3Operations.getObjectRange,
                AWS2S3Constants.RANGE_START, Long.toString(from),
                AWS2S3Constants.RANGE_END, Long.toString(size - 1)));
    if (body instanceof InputStream in) {
      return in;
    }
    throw new IOException("The bucket has given no file");
  }

  @Override
  public void delete(UUID id) throws IOException {
    call(
        null,
        Map.of(
            AWS2S3Constants.KEY,
            key(id),
            AWS2S3Constants.S3_OPERATION,
            AWS2S3Operations.deleteObject));
  }
}
