import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { FilterPattern, LogGroup, MetricFilter, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Environment } from '../shared/settings/environment.ts';
import { type WorkQueue } from './work-queue.ts';

/** What is the same for every function of a deployment. */
export interface FunctionDefaults {
  /** Folder with one bundle per function. */
  readonly bundlesDirectory: string;
  readonly logRetention: RetentionDays;
  readonly logRemovalPolicy: RemovalPolicy;
}

export interface PipelineFunctionProps {
  /** The function's folder in `functions/` and among the bundles. */
  readonly name: string;
  readonly defaults: FunctionDefaults;
  /** Lambda gives a function a processor's share by its memory: 1,769 MB are a whole one. */
  readonly memoryMb: number;
  readonly timeout: Duration;
  /** Typed by the function's settings; `undefined` sets nothing. */
  readonly environment: Environment;
  /** All that the function may do besides writing its log. */
  readonly permissions: readonly PolicyStatement[];
  /**
   * How often Lambda repeats a failed invocation that nobody waits for.
   *
   * @default 2, which is Lambda's own
   */
  readonly retryAttempts?: number;
}

/** One of our bundles as a function with its log, and with no permission that is not named. */
export class PipelineFunction extends Construct {
  readonly function: Function;
  readonly #logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: PipelineFunctionProps) {
    super(scope, id);
    const { name, defaults, memoryMb, timeout, environment, permissions, retryAttempts } = props;
    this.#logGroup = new LogGroup(this, 'Log', {
      retention: defaults.logRetention,
      removalPolicy: defaults.logRemovalPolicy,
    });
    const writeLog = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.#logGroup.logGroupArn],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Own: new PolicyDocument({ statements: [writeLog, ...permissions] }) },
    });
    this.function = new Function(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(`${defaults.bundlesDirectory}/${name}`, { exclude: ['**/*.map'] }),
      handler: 'handler.handler',
      role,
      memorySize: memoryMb,
      timeout,
      environment: defined(environment),
      logGroup: this.#logGroup,
      loggingFormat: LoggingFormat.JSON,
      ...(retryAttempts === undefined ? {} : { retryAttempts }),
    });
  }

  /** How often the function logs an event in five minutes; a metric that costs nothing while it does not. */
  countLogged(event: string): IMetric {
    const id = event.replaceAll(/(?:^| )(.)/g, (_, letter: string) => letter.toUpperCase());
    const filter = new MetricFilter(this, `${id}Count`, {
      logGroup: this.#logGroup,
      // Lambda puts what the function logs in `message`.
      filterPattern: FilterPattern.stringValue('$.message.event', '=', event),
      metricNamespace: `Sluice/${Stack.of(this).stackName}`,
      metricName: event,
    });
    return filter.metric({ period: Duration.minutes(5), statistic: 'sum' });
  }

  /** Feeds the function from a queue; it says itself which messages of a batch failed. */
  consume(
    work: WorkQueue,
    limits: { readonly batchSize: number; readonly concurrency: number },
  ): void {
    this.function.addEventSource(
      new SqsEventSource(work.queue, {
        batchSize: limits.batchSize,
        maxConcurrency: limits.concurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}

function defined(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
