import { describe, expect, test } from 'vitest';
import type { DataType, Value } from '../columns/types.js';
import { builtinFunctions } from '../functions/builtin-functions.js';
import { PxlError, type ScriptProblem } from '../pxl-error.js';
import { query } from '../testing/query.js';
import { compileScript } from './compile-script.js';
import type { FunctionToExecute } from './exec-functions.js';

const columns = {
  dim: { k: 'INT64', color: 'STRING', v: 'FLOAT64' },
  ev: { time_: 'TIME64NS', k: 'INT64', n: 'FLOAT64' },
} satisfies Record<string, Record<string, DataType>>;
const tables = Object.fromEntries(
  Object.entries(columns).map(([name, types]) => [name, { columns: types, rows: [] as Value[][] }]),
);

function problemsOf(run: () => unknown): readonly ScriptProblem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof PxlError) return error.problems;
    throw error;
  }
  throw new Error('the script compiles');
}

/** The script's first two lines are the same in every case. */
const start = "import px\ndf = px.DataFrame('dim')\n";
const problem = (script: string) => problemsOf(() => query(start + script, tables))[0];

// Texts and places are Pixie's own (its compiler's sources); a place of 0 is none.
describe('errors in the words of Pixie', () => {
  test.each<[string, string, number, number]>([
    // Arguments.
    ['df.head([1])', "Expected 'Int' in arg 'n', got 'list'", 3, 10],
    ['df.head(None)', "Expected 'Int' in arg 'n', got 'none'", 3, 9],
    ['df.head(df.k)', "Expected arg 'n' as type 'Int', received 'Column'", 3, 11],
    ['df.head(df.k + 1)', "Expected arg 'n' as type 'Int', received 'Func'", 3, 14],
    ['df.head(1, n=2)', "head() got multiple values for argument 'n'", 3, 8],
    ['df.head(n=1, n=2)', "head() got multiple values for argument 'n'", 3, 8],
    ["df.agg(a=('k', px.sum), a=('k', px.max))", "agg() got multiple values for argument 'a'", 3, 7],
    ['df.groupby(df)', "Expected 'String' in arg 'by', got 'dataframe'", 3, 12],
    ["df.groupby(['k', 2])", "Expected arg 'by (index 1)' as type 'String', received 'Int'", 3, 18],
    ['df[[1]]', "Expected arg 'key (index 0)' as type 'String', received 'Int'", 3, 5],
    ['df.filter(expr=df.k == 1)', "filter() got an unexpected keyword argument 'expr'", 3, 10],
    ['px.count(df)', "Argument to 'count' must be an expression, received DataFrame", 3, 10],
    ['px.count(None)', "Argument to 'count' must be an expression, received None", 3, 10],
    ['px.count(x=1)', "count() got an unexpected keyword argument 'x'", 3, 9],
    ['px.Bytes()', "INT64_ST_BYTES_cast() missing 1 required positional arguments 'expr'", 3, 9],
    ['px.Bytes([1])', "Expected 'expression' in arg 'expr', got 'list'", 3, 11],
    // Operators.
    ['x = df + 1', "Expected 'expression' in arg 'left side of operation', got 'dataframe'", 3, 5],
    ['x = 1 == None', "Expected 'expression' in arg 'argument to operation', got 'none'", 3, 10],
    ['x = -[1]', "Expected 'expression' in arg 'operand of unary op', got 'list'", 3, 7],
    ['df.x = px', "Expected 'expression' in arg 'assignment value', got 'plmodule'", 3, 8],
    // Names, attributes, subscripts, calls.
    ['x = px.vis()', "'vis' object is not callable", 3, 7],
    ['x = [1]()', "'list' object is not callable", 3, 6],
    ['x = list()', "'Type' object is not callable", 3, 5],
    ['x = 5\nx()', 'expression object is not callable', 4, 2],
    ['x = 5\nx[0]', 'Int is not subscriptable', 4, 1],
    ['x = px[0]', 'px is not subscriptable', 3, 5],
    ['x = [1].a', "'list' object has no attribute 'a'", 3, 8],
    ['x = df.k.a', "'Column' object has no attribute 'a'", 3, 9],
    ['x = px.floor(1.5).a', "'FuncCall' object has no attribute 'a'", 3, 18],
    ["x = [1]['a']", 'list indices must be integers, not String', 3, 9],
    ['x = (1, 2)[[0]]', 'tuple indices must be integers, not list', 3, 13],
    ['x = df[1:2]', "'Slice' object must be an index", 3, 8],
    ['x = df[px]', "subscript argument must have a list of strings or expression. 'px' not allowed", 3, 8],
    [
      "x = df[['k', 'k']]",
      "cannot specify the same column name more than once when filtering by cols. 'k' specified more than once",
      3,
      14,
    ],
    ['from px import nope', "cannot import name 'nope' from 'px'", 3, 1],
    ['import pxviews\npxviews.nope', "'Module' object has no attribute 'nope'", 4, 8],
    // Assignments.
    ["b = df\ndf.x = b.ctx['pod']", "name 'b' is not available in this context", 4, 8],
    ['df.head(1).x = 1', 'Can only assign to Dataframe by subscript from Name, received Call', 3, 8],
    ["x = [1]\nx['a'] = 1", 'Subscript assignment not allowed for list objects', 4, 2],
    ['df[1] = 2', "Expected 'Column' in arg 'assignment target', got 'dataframe'", 3, 3],
    ['x = None\nx.a = 1', 'Cannot assign attribute a to object of type None', 4, 1],
    // Functions.
    ['def f(*a):\n  return a', 'variable length args are not supported in function definitions', 3, 7],
    ['def f(**a):\n  return a', 'variable length kwargs are not supported in function definitions', 3, 7],
    ['def f(a: px.Pod):\n  return a\nf([1])', "Expected 'st_pod_name', received 'list'", 5, 4],
    ['def f(a: str):\n  return a\nf(df)', "Expected 'string', received 'dataframe'", 5, 3],
    ['def f(a: list):\n  return a\nf((1, 2))', "Expected 'klist', received 'tuple'", 5, 4],
    ['def f(a: list):\n  return a\nf(1)', "Expected 'data_type_unknown', received 'int64'", 5, 3],
    ['def f(a: px.DataFrame):\n  return a\nf(1)', "Expected 'DataFrame', received 'Int'", 5, 3],
    // Methods of frames.
    ["px.display(df.append('x'))", "Expected 'DataFrame', got String", 3, 22],
    ["df.merge(1, how='inner', left_on='k', right_on='k')", "Expected 'DataFrame', got Int", 3, 10],
    [
      "df.merge(df, how='cross', left_on='k', right_on='k')",
      "'cross' join type not supported. Only {inner,left,outer,right} are available.",
      3,
      9,
    ],
    [
      "df.merge(df, how='inner', left_on='k', right_on='k', suffixes='_a')",
      "'suffixes' must be a list with 2 strings for the left and right suffixes. Received String",
      3,
      63,
    ],
    ["df.rolling('0s')", 'Window size must be > 0', 3, 12],
    ["df.rolling('x')", 'Time string is in wrong format.', 3, 12],
    [
      'px.display(df.merge(px.DataFrame("ev"), how="inner", left_on="k", right_on="n", suffixes=["", "_y"]))',
      'join columns specified in `left_on` and `right_on` must have the same datatype, but the 0-th columns disagree. ["k" (INT64) vs "n" (FLOAT64)]',
      3,
      20,
    ],
    [
      'px.display(df.map("x", 1))',
      'Map assign not callable. use the attribute assignment syntax instead.',
      3,
      18,
    ],
    [
      'px.display(px.DataFrame("ev", select=["nope"]))',
      'cannot find column nope in table type container',
      0,
      0,
    ],
    ['px.display(df.head(2).stream())', 'df.stream() not yet supported with the operator limit', 0, 0],
    ['px.display(df.stream().head(2))', 'df.stream() in the middle of a query is not yet implemented', 0, 0],
    // Functions of px.
    [
      'px.display(df[px.regex_match(df.color, "a")])',
      'expected init argument 0 to be a primitive data type, received Column',
      3,
      29,
    ],
    ["x = px.parse_duration('hello')", 'Time string is in wrong format.', 3, 23],
    [
      'x = px.make_upid(4294967296, 1, 1)',
      "asid value '4294967296' out of range for a 32-bit number (min is 0 and max is 4294967295)",
      3,
      18,
    ],
    ['x = px.equals_any(df.k, [None])', 'Expected item in index 0 be an expression, received None', 3, 26],
    ['x = px.equals_any(df.k, 1)', "'comparisons' must be a collection", 3, 25],
    [
      "x = px.script_reference(1, 'a')",
      "Expected first argument 'label' of function 'script_reference' to be of type string, column, or function, received Int",
      3,
      25,
    ],
    [
      "x = px.script_reference('a', 'b', 1)",
      "Expected third argument 'args' of function 'script_reference' to be a dictionary, received Int",
      3,
      35,
    ],
    [
      "x = px.script_reference('a', 'b', {'c': 1})",
      "Expected dictionary values to be of type string, column, or function in third argument 'args' to function 'script_reference', received Int",
      3,
      41,
    ],
    ['x = px.GetAgentStatus(1)', "Expected 'include_kelvin' to be a BOOLEAN, received a INT64", 3, 23],
    [
      'x = px.plugin.start_time',
      'No plugin config found. Make sure the script is run in a plugin context.',
      3,
      7,
    ],
    ['px.vis.vega(1)', "Expected arg 'vega_spec' as type 'String', received 'Int'", 3, 13],
  ])('%s', (script, message, line, column) => {
    const found = problem(script);
    expect(found?.message).toContain(message);
    expect([found?.line, found?.column]).toEqual([line, column]);
  });

  test.each([
    ['another number of columns', "px.DataFrame('dim').drop('v')", 'Column count wrong.'],
    ['another name', "px.DataFrame('ev')", "Missing 'color'."],
  ])('frames that do not fit: %s', (_, other, message) => {
    expect(problem(`px.display(df.append(${other}))`)?.message).toMatch(
      new RegExp(`^Table schema disagreement between parent ops .* ${message.replace('.', '[.]')}$`),
    );
  });

  test.each([
    ['explain=maybe', 'strconv.ParseBool: parsing "maybe": invalid syntax'],
    ['max_output_rows_per_table=ten', 'strconv.ParseInt: parsing "ten": invalid syntax'],
    ['explain', 'Config setting is malformed'],
    ['explain=a=b', 'Config setting is malformed'],
    ['explain = true', 'Config setting is malformed'],
    ['nope=1', 'nope is not a valid flag'],
  ])('#px:set %s', (setting, message) => {
    expect(problemsOf(() => query(`#px:set ${setting}\n${start}`, tables))).toEqual([
      { line: 0, column: 0, message },
    ]);
  });

  test.each([
    ['5 = x', "can't assign to literal", 1],
    ["'a' = x", "can't assign to literal", 1],
    ['None = x', "can't assign to None", 1],
    ['f() = x', 'Illegal expression for assignment', 2],
    ['a + b = x', 'Illegal expression for assignment', 3],
    ['x =', 'Expected expression after assignment operator', 4],
    ['x = y <', 'Expected expression after comparison operator', 8],
    ['x = df.', 'Expected identifier after `.`', 8],
    ['x = df[]', 'Expected expression within `[]`', 8],
    ['import', 'Expected module name to import', 7],
    ['from px', "Expected 'import'", 8],
    ['import px as 5', 'Expected identifier after `as`', 14],
    ['def 5():', 'Expected identifier after `def`', 5],
  ])('syntax: %s', (script, message, column) => {
    expect(problem(script)).toEqual({ line: 3, column, message: `SyntaxError: ${message}` });
  });

  test('a script without a statement', () => {
    expect(problemsOf(() => query('# nothing\n', tables))[0]?.message).toBe('No runnable code found');
  });
});

const functions = `import px
def s(a: str):
    return [px.DataFrame('dim'), a]
def i(a: int):
    return px.DataFrame('dim').head(a)
def t(a: px.Time):
    return px.DataFrame('ev', start_time=a)
def b(a: bool):
    return px.DataFrame('dim')
def f(a: float):
    return px.DataFrame('dim')
def u(a: px.UPID):
    return px.DataFrame('dim')
def l(a: list):
    return px.DataFrame('dim')[a]
def d(a: px.DataFrame):
    return a
def n():
    px.display(1)
z = px.DataFrame('dim')
`;

describe('functions to execute', () => {
  const run = (name: string, a?: string) => {
    const request: FunctionToExecute = { name, args: a === undefined ? {} : { a }, prefix: 'out' };
    return compileScript(functions, {
      functions: builtinFunctions,
      tables: (table) =>
        Object.entries(columns[table as keyof typeof columns] ?? {}).map(([column, type]) => ({
          name: column,
          type,
          semanticType: 'ST_NONE',
        })),
      nowNs: 0n,
      execFunctions: [request],
    });
  };

  test.each([
    ['z', undefined, "'z' is a 'DataFrame' not a function."],
    ['n', undefined, "Function 'n' returns 'None' but should return a DataFrame."],
    ['s', 'x', "Function 's' returns 'String' at index 1. All returned objects must be dataframes."],
    ['i', '9223372036854775808', "Failed to parse arg with value '9223372036854775808' as int64."],
    ['t', 'now', "Failed to parse arg with value 'now' as time."],
    ['b', 'maybe', "Failed to parse arg with value 'maybe' as bool."],
    ['f', '0x10', "Failed to parse arg with value '0x10' as float64."],
    ['u', '1', 'Passing arg of type UINT128 is currently unsupported.'],
    ['d', '1', 'All arguments to executed functions must have an underlying concrete type.'],
    ['l', "'k'", "Expected 'klist' got 'expr' for expr ''k''"],
    ['l', "'k']", "Failed to parse arg ''k']'as 'list'"],
  ])('%s(%s)', (name, value, message) => {
    expect(problemsOf(() => run(name, value))[0]).toEqual({ line: 0, column: 0, message });
  });

  test.each([
    ['b', 'YES'],
    ['f', '-1e3'],
    ['f', '-inf'],
    ['f', 'nan'],
    ['i', ' +7 '],
    ['l', "['k', 'v']"],
    ['t', '5'],
  ])('%s(%s) is fine', (name, value) => {
    expect(run(name, value).sinks).toHaveLength(1);
  });
});
