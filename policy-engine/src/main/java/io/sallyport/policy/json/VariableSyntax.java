package io.sallyport.policy.json;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.source.KeySyntax;
import io.sallyport.policy.source.Printable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How variables are spelled. One that is not would stand for nothing, so that a Deny that has it
 * would deny nothing. The name of a key takes no space, so a tag whose key has one can't be
 * written; AWS's page on validation says the same ("Unsupported space in variable"). A default
 * takes spaces.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">Variables</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html">Checks
 *     of policies</a>
 */
final class VariableSyntax {
  private static final Pattern BEGIN = Pattern.compile("\\$\\{");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?:[*?$]|([^\\s,'{}$*?]+)(?:, '[^'}]*')?)}");

  private VariableSyntax() {}

  /** What is wrong with the variables of a text, which has none before 2012-10-17. */
  static Optional<String> problem(String text, PolicyVersion version) {
    if (version != PolicyVersion.V2012_10_17) {
      return Optional.empty();
    }
    Matcher begin = BEGIN.matcher(text);
    Matcher variable = VARIABLE.matcher(text);
    int from = 0;
    while (begin.find(from)) {
      if (!variable.region(begin.start(), text.length()).lookingAt()) {
        return Optional.of(
            "variables spelled like ${key}, ${key, 'default'} or ${*}, and not "
                + Printable.quote(text));
      }
      Optional<String> key = Optional.ofNullable(variable.group(1)).flatMap(KeySyntax::problem);
      if (key.isPresent()) {
        return key;
      }
      from = variable.end();
    }
    return Optional.empty();
  }
}
