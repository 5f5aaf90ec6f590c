export default function canevas(): () => void {
  return () => undefined;
}
