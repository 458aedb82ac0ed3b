package io.sallyport.operation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.sallyport.account.View;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.AwsService;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.NotSignedException;
import io.sallyport.error.WireCode;
import io.sallyport.gate.Authentication;
import io.sallyport.gate.Authenticator;
import io.sallyport.gate.Latch;
import io.sallyport.gate.Refusals;
import io.sallyport.gate.RequestFacts;
import io.sallyport.http.RequestHead;
import io.sallyport.id.RandomIds;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.query.QueryApi;
import io.sallyport.query.QueryResponse;
import io.sallyport.sigv4.CredentialScope;
import io.sallyport.sts.StsService;
import io.sallyport.wire.CallXml;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Query protocol over tables of operations. */
public final class FormQueryApi implements QueryApi {

  private final Authenticator authenticator;
  private final boolean hearsUnsigned;
  private final RandomIds ids;
  private final Set<Leniency> leniencies;
  private final RoleOfCalls roles;
  private final CallLog log;
  private final Latch latch;
  private final Endpoint iam;
  private final Endpoint sts;

  /**
   * The endpoints of IAM and STS.
   *
   * @param views a caller's view of its account, given what is known of the request
   * @param hearsUnsigned whether a form that isn't signed may hold a call that needs no signature
   * @param leniencies how it may answer although AWS doesn't
   * @param roles of calls that name none
   * @param more the host's own actions
   * @param latch once it is closed, nothing is answered
   * @throws IllegalArgumentException if one of the host's actions is here already
   */
  public FormQueryApi(
      Authenticator authenticator,
      BiFunction<Principal, RequestContext, View> views,
      StsService sts,
      boolean hearsUnsigned,
      RandomIds ids,
      Set<Leniency> leniencies,
      RoleOfCalls roles,
      CallLog log,
      HostActions more,
      Latch latch) {
    this.authenticator = authenticator;
    this.hearsUnsigned = hearsUnsigned;
    this.ids = ids;
    this.leniencies = leniencies;
    this.roles = roles;
    this.log = log;
    this.latch = latch;
    Function<Call, View> view = call -> views.apply(call.caller(), call.facts());
    this.iam = iam(view).with(more.operations(AwsService.IAM));
    this.sts =
        Endpoint.of(AwsService.STS, List.of(Tokens.operations(sts)))
            .with(more.operations(AwsService.STS));
  }

  /** IAM with all its nouns. */
  static Endpoint iam(Function<Call, View> view) {
    return Endpoint.of(
        AwsService.IAM,
        List.of(
            Roles.operations(view.andThen(View::roles)),
            ManagedPolicies.operations(view.andThen(View::policies)),
            Users.operations(view),
            AccessKeys.operations(view),
            Groups.operations(view.andThen(View::groups)),
            Accounts.operations(view.andThen(View::account)),
            Providers.operations(
                call ->
                    new Providers.OfAccount(call.caller().account(), view.apply(call).providers())),
            Simulations.operations(view.andThen(View::simulator))));
  }

  /** The names of all operations. */
  Set<String> operations() {
    return Stream.of(iam, sts)
        .flatMap(endpoint -> endpoint.operations().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean accepts(RequestHead head) {
    latch.requireOpen();
    String service = CredentialScope.claimedService(requireNonNull(head, "head"));
    return endpoint(service).isPresent() || (service.isEmpty() && UnsignedCall.isOne(head));
  }

  @Override
  public Optional<QueryResponse> refusal(RequestHead head) {
    return refusing(
        head,
        (endpoint, requestId) -> {
          authenticator.checkHead(head, endpoint.name());
          return Optional.empty();
        });
  }

  @Override
  public QueryResponse handle(RequestHead head, byte[] body) {
    requireNonNull(body, "body");
    return refusing(
            head, (endpoint, requestId) -> Optional.of(answer(endpoint, head, body, requestId)))
        .orElseThrow();
  }

  @Override
  public QueryResponse handle(Principal caller, AwsService service, String form) {
    latch.requireOpen();
    requireNonNull(caller, "caller");
    requireNonNull(form, "form");
    if (requireNonNull(service, "service") == AwsService.S3) {
      throw new IllegalArgumentException("S3 has no calls of the Query protocol");
    }
    return refusing(
            Endpoint.name(service),
            (endpoint, requestId) -> {
              QueryResponse answer =
                  log.logged(
                      endpoint,
                      caller,
                      RequestContext.empty(),
                      () -> Parameters.parse("", form),
                      call ->
                          answer(endpoint, endpoint.operation(call.parameters()), call, requestId));
              return Optional.of(answer);
            })
        .orElseThrow();
  }

  private Optional<QueryResponse> refusing(
      RequestHead head, BiFunction<Endpoint, String, Optional<QueryResponse>> work) {
    String service = CredentialScope.claimedService(requireNonNull(head, "head"));
    boolean isOpen = service.isEmpty() && hearsUnsigned && UnsignedCall.isOne(head);
    return refusing(isOpen ? sts.name() : service, work);
  }

  private Optional<QueryResponse> refusing(
      String serviceName, BiFunction<Endpoint, String, Optional<QueryResponse>> work) {
    latch.requireOpen();
    String requestId = ids.request();
    return Refusals.refusing(
        "an IAM or STS request failed: " + requestId,
        () -> work.apply(claimed(serviceName), requestId),
        error -> Optional.of(error(serviceName, error, requestId)));
  }

  private QueryResponse answer(Endpoint endpoint, RequestHead head, byte[] body, String requestId) {
    if (body.length > MAX_BODY) {
      throw new InvalidInputException("body", "", "of at most " + MAX_BODY + " bytes");
    }
    Authentication sender = authenticator.authenticate(head, endpoint.name(), body);
    return log.logged(
        endpoint,
        sender.caller(),
        RequestFacts.of(head, sender),
        () -> Parameters.parse(head.rawQuery(), new String(body, ISO_8859_1)),
        call -> {
          if (sender instanceof Authentication.Unsigned && !endpoint.isOpen(call.parameters())) {
            throw new NotSignedException();
          }
          Operation<?, ?> operation = endpoint.operation(call.parameters());
          if (operation.kind() == Operation.Kind.CHANGING && sender.isPresigned()) {
            throw new AccessDeniedException(
                operation.name() + " must be signed in the header, not in a URL");
          }
          return answer(endpoint, operation, call, requestId);
        });
  }

  private QueryResponse answer(
      Endpoint endpoint, Operation<?, ?> operation, Call call, String requestId) {
    if (endpoint.service() == AwsService.STS) {
      roles.complete(operation.name(), call);
    }
    Operation.Outcome<?> outcome = operation.outcome(call);
    XmlWriter xml =
        early(operation.name(), outcome.output(), requestId)
            .orElseGet(() -> written(endpoint, operation.name(), outcome.result(), requestId));
    return new QueryResponse(200, requestId, xml.toString());
  }

  private Optional<XmlWriter> early(String operation, Object output, String requestId) {
    return leniencies.contains(Leniency.EARLY_CEPH_ANSWERS)
        ? EarlyAnswers.of(operation, output, requestId)
        : Optional.empty();
  }

  private static XmlWriter written(
      Endpoint endpoint, String operation, Optional<XmlWriter> result, String requestId) {
    XmlWriter xml = new XmlWriter();
    xml.open(operation + "Response", endpoint.namespace());
    String element = operation + "Result";
    result.ifPresent(content -> xml.open(element).append(content).close(element));
    Shapes.metadata(requestId, xml);
    return xml.close(operation + "Response");
  }

  private Endpoint claimed(String service) {
    return endpoint(service).orElseThrow(NotSignedException::new);
  }

  private Optional<Endpoint> endpoint(String service) {
    return service.equals(iam.name())
        ? Optional.of(iam)
        : service.equals(sts.name()) ? Optional.of(sts) : Optional.empty();
  }

  private QueryResponse error(String serviceName, IamException e, String requestId) {
    Endpoint endpoint = endpoint(serviceName).orElse(sts);
    WireCode wire = e.wire(endpoint.service());
    String xml =
        CallXml.error(
            endpoint.name(),
            wire.httpStatus(),
            wire.code(),
            e.message(endpoint.service()),
            requestId);
    return new QueryResponse(wire.httpStatus(), requestId, xml);
  }
}
