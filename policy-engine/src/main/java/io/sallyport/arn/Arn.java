package io.sallyport.arn;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}. The resource may
 * itself hold colons; region and account may be empty. Wildcards have no meaning here.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /**
   * Reads an ARN.
   *
   * @throws IllegalArgumentException if the text has no six parts, or an empty partition, service
   *     or resource
   */
  public static Arn parse(String text) {
    String[] parts = text.split(":", 6);
    if (parts.length != 6
        || !parts[0].equals("arn")
        || parts[1].isEmpty()
        || parts[2].isEmpty()
        || parts[5].isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" is not an ARN");
    }
    return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
