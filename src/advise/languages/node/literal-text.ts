import type { Node as SyntaxNode } from 'acorn';

/** What an expression is as text: all of it, or what it begins with. */
export type LiteralText = { readonly text: string; readonly isWhole: boolean };

type LooseNode = SyntaxNode & Readonly<Record<string, unknown>>;

/** Deeper expressions are not looked into. */
const maxDepth = 32;

/** The values that an expression may have: more than one where it chooses. */
export function literalText(node: SyntaxNode | undefined, depth = 0): readonly LiteralText[] {
  const unknown: LiteralText = { text: '', isWhole: false };
  if (node === undefined || depth > maxDepth) return [unknown];
  const loose = node as LooseNode;
  const part = (name: string): readonly LiteralText[] => literalText(loose[name] as SyntaxNode | undefined, depth + 1);
  switch (node.type) {
    case 'Literal':
      return typeof loose['value'] === 'string' ? [{ text: loose['value'], isWhole: true }] : [unknown];
    case 'TemplateLiteral':
      return [templateText(loose)];
    case 'ConditionalExpression':
      return [...part('consequent'), ...part('alternate')];
    case 'LogicalExpression':
      return [...part('left'), ...part('right')];
    case 'BinaryExpression':
      return loose['operator'] === '+' ? part('left').map((left) => ({ ...left, isWhole: false })) : [unknown];
    case 'Identifier':
      return [{ text: loose['name'] === '__dirname' ? './' : '', isWhole: false }];
    case 'CallExpression':
      return [{ text: isBesideItself(loose) ? './' : '', isWhole: false }];
    default:
      return [unknown];
  }
}

function templateText(node: LooseNode): LiteralText {
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked?: string | null } }[];
  const text = quasis[0]?.value.cooked ?? '';
  const [first] = node['expressions'] as readonly LooseNode[];
  if (text === '' && first?.type === 'Identifier' && first['name'] === '__dirname') return { text: './', isWhole: false };
  return { text, isWhole: quasis.length === 1 };
}

/** `path.join(__dirname, x)`. */
function isBesideItself(node: LooseNode): boolean {
  const [first] = node['arguments'] as readonly LooseNode[];
  return first?.type === 'Identifier' && first['name'] === '__dirname';
}
