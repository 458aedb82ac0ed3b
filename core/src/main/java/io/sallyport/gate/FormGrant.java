package io.sallyport.gate;

import io.sallyport.access.AccessAnswer;
import io.sallyport.access.FormAnswer;
import io.sallyport.error.IamException;
import io.sallyport.http.RequestHead;
import io.sallyport.post.PostForm;
import io.sallyport.post.PostPolicy;
import io.sallyport.s3.S3Request;
import io.sallyport.sigv4.BodyVerifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a browser's form is allowed to be, and what is granted of one that is. */
final class FormGrant {
  private static final Set<String> NOT_OF_OBJECT =
      Set.of("host", "referer", "user-agent", "x-amz-expected-bucket-owner");
  private static final List<String> STATUSES = List.of("200", "201", "204");
  private static final int SEE_OTHER = 303;

  private FormGrant() {}

  /** Holds a form against the policy in it, if there is one. */
  static void requirePolicy(PostForm form, S3Request.Mapped asked, Sender sender) {
    String policy = form.fields().get("policy");
    if (policy != null) {
      Map<String, String> fields = new HashMap<>(form.fields());
      fields.put("bucket", asked.bucket().orElseThrow());
      try {
        PostPolicy.read(policy).require(fields, form.length(), sender.now());
      } catch (IamException e) {
        sender.noteRefusal("s3:" + asked.operation(), e);
        throw e;
      }
    }
  }

  /** A grant of what a form stands for as one of the form. */
  static AccessAnswer.Granted of(
      AccessAnswer.Granted granted, RequestHead put, PostForm form, BodyVerifier body) {
    return new AccessAnswer.Granted(
        granted.requester(),
        withHeaders(granted.request(), put),
        granted.decisions(),
        new SentBody(body.inForm(form.before(), form.length(), form.after())),
        Optional.empty(),
        Optional.of(answer(granted.request(), form.fields())));
  }

  /** All headers are in the form, so a host is asked with all of them. */
  private static S3Request.Mapped withHeaders(S3Request.Mapped asked, RequestHead put) {
    Map<String, String> headers = new HashMap<>();
    put.forEachHeader(
        (name, value) -> {
          if (!NOT_OF_OBJECT.contains(name)) {
            headers.put(name, value);
          }
        });
    return asked.withHeaders(headers);
  }

  private static FormAnswer answer(S3Request.Mapped asked, Map<String, String> fields) {
    Optional<String> redirect =
        Optional.ofNullable(fields.get("success_action_redirect")).filter(FormGrant::isUrl);
    String said = fields.getOrDefault("success_action_status", "");
    int status = STATUSES.contains(said) ? Integer.parseInt(said) : 204;
    return new FormAnswer(
        redirect.isPresent() ? SEE_OTHER : status,
        redirect,
        asked.bucket().orElseThrow(),
        asked.key().orElseThrow());
  }

  /** What is none is as if it weren't there, as S3 has it. */
  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getRawFragment() == null
          && text.equals(url.toASCIIString());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
